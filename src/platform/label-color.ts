import { createHash } from 'node:crypto';

/**
 * The colour of a label that nobody chose one for. The same label has the same colour everywhere,
 * and none is near white or black.
 *
 * @returns such as `#a1563f`
 */
export function labelColor(value: string): string {
  const [hue = 0, more = 0, light = 0] = createHash('sha256').update(normalLabel(value)).digest();

  return hexOf(((hue * 256 + more) % 360) / 360, 0.55, 0.35 + (light / 255) * 0.15);
}

/** A label as OpenCTI compares them. */
export function normalLabel(value: string): string {
  return value.trim().toLowerCase();
}

/** @see https://www.w3.org/TR/css-color-4/#hsl-to-rgb */
function hexOf(hue: number, saturation: number, lightness: number): string {
  const amplitude = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number): string => {
    const turn = (offset + hue * 12) % 12;
    const level = lightness - amplitude * Math.max(-1, Math.min(turn - 3, 9 - turn, 1));
    return Math.round(level * 255)
      .toString(16)
      .padStart(2, '0');
  };

  return `#${channel(0)}${channel(8)}${channel(4)}`;
}
