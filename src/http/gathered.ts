/** All chunks as one. */
export async function gathered(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const kept: Buffer[] = [];
  for await (const chunk of chunks) kept.push(chunk);

  return kept.length === 1 && kept[0] ? kept[0] : Buffer.concat(kept);
}
