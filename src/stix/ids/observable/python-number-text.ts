/** Writes a number as Python's `str` does: `1.5`, `1e-07`, `12`. */
export function pythonNumberText(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  if (Number.isInteger(value)) return BigInt(value).toString();
  if (Math.abs(value) >= 1e-4 || !Number.isFinite(value)) return String(value);
  const [digits, exponent] = value.toExponential().split('e-');

  return `${digits}e-${exponent?.padStart(2, '0')}`;
}
