const { decode } = require('./tagged-values.cjs');

module.exports = {
  name: 'canonical-json',
  recognises: () => false,
  run: ({ input }, api) => ({ actual: api.canonicalJson(decode(input, api)) }),
};
