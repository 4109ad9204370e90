const { decode } = require('./tagged-values.cjs');

/** Cases of a tag need not agree: they lean on what Python's types do by themselves. */
const OPTIONAL_TAGS = ['python_only', 'coercion'];

const RANDOM_ID = /^(.+--)[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function run({ input, output, tags = [] }, api) {
  const optional = OPTIONAL_TAGS.find(tag => tags.includes(tag));
  const actual = () => describe(constructId(input, api), output);
  if (!optional) return { actual: actual() };

  return { optional, attempt: actual };
}

/** What the constructor of an observable does: check everything, then keep the given id or make one. */
function constructId({ type, props, allow_custom = false }, api) {
  const observable = { ...decode(props, api, midnight(api)), type };
  const checked = api.checkObservable(observable, { allowCustom: allow_custom });

  return checked.id ?? api.stixId(observable);
}

/** Two random ids are never equal, so what they have in common is compared. */
function describe(id, output) {
  const random = output?.random ? RANDOM_ID.exec(id) : null;

  return random ? { random: true, prefix: random[1], uuid_version: 4 } : id;
}

function midnight({ PythonDatetime }) {
  return parts => new PythonDatetime(parts);
}

module.exports = { name: 'sco-ids', recognises: ({ input }) => 'props' in Object(input), run };
