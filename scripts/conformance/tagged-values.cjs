/** A date without a time. No part of octiflow knows this class, as no id can be made from one. */
class PythonDate {
  constructor({ year, month, day }) {
    Object.assign(this, { year, month, day });
  }
}

/**
 * Turns the tags of a vector's input into values: `$datetime` into a `PythonDatetime`, `$date` into
 * whatever `dateOf` makes of it, `$float` into a number, `$tuple` into an array.
 */
function decode(value, api, dateOf = parts => new PythonDate(parts)) {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(item => decode(item, api, dateOf));
  if ('$float' in value) return Number(value.$float);
  if ('$tuple' in value) return decode(value.$tuple, api, dateOf);
  if ('$date' in value) return dateOf(value.$date);
  if ('$datetime' in value) return datetimeOf(value.$datetime, api);

  return mapMembers(value, member => decode(member, api, dateOf));
}

function datetimeOf(parts, { PythonDatetime }) {
  return new PythonDatetime({ ...parts, utcOffsetSeconds: parts.utc_offset_seconds });
}

/** `Object.fromEntries` keeps a member named `__proto__` a member. */
function mapMembers(object, change) {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]));
}

module.exports = { decode };
