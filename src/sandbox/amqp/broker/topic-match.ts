/**
 * Whether a routing key fits the pattern of a binding: `*` stands for one word, `#` for any number.
 * Takes time in proportion to the words of both, whatever the pattern.
 *
 * @see AMQP 0-9-1 §3.1.3.3
 */
export function isTopicMatch(pattern: string, routingKey: string): boolean {
  const words = routingKey.split('.');
  // reached[n]: what was read of the pattern fits the first n words.
  let reached = words.map(() => false);
  reached.unshift(true);
  for (const part of pattern.split('.')) {
    const before = reached;
    reached = before.map(() => false);
    for (let count = 0; count < before.length; count += 1) {
      const isAfterOneWord = count > 0 && (part === '*' || part === words[count - 1]);
      reached[count] =
        part === '#'
          ? before[count] === true || reached[count - 1] === true
          : isAfterOneWord && before[count - 1] === true;
    }
  }

  return reached.at(-1) === true;
}
