/** One message of a stream, as text. Data is one line, whatever it holds. @see HTML, server-sent events */
export function sseFrame(event: string, data: unknown, id?: string): string {
  const idLine = id === undefined ? '' : `id: ${id}\n`;

  return `${idLine}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
