/** Members of objects that cleanup leaves alone here, though pycti empties them. */
const KEPT = ['created_by_ref', 'object_marking_refs', 'x_opencti_granted_refs', 'granted_refs'];

const KEPT_HEADING = 'Markings, author and sharing under cleanup';
const CYCLE_HEADING = 'References that form a cycle';
const REPEATED_HEADING = 'Objects reached by an internal id';

/**
 * What pycti sends twice is sent once, and what it strips stays: a result that differs in nothing else
 * is a departure. Of cycles, what they exercise says so.
 */
function run({ input, output, feature }, api) {
  const actual = split(input, api);
  const expected = withIds(output);
  if (feature === 'cycle') return { actual, expected, departure: CYCLE_HEADING };

  const once = withoutRepeats(expected);
  if (!api.isEqual(withoutKept(actual), withoutKept(once))) return { actual, expected };
  const isRepeated = once.expectations !== expected.expectations;

  return { actual, expected, departure: isRepeated ? REPEATED_HEADING : KEPT_HEADING };
}

function split({ bundle, cleanup_inconsistent_bundle, event_version }, api) {
  const { bundles, expectations, dropped } = api.splitBundle(bundle, {
    cleanup: cleanup_inconsistent_bundle,
    eventVersion: event_version,
  });

  return { expectations, incompatible_items: dropped.map(({ id }) => id), bundles };
}

/** Of what is not sent, the ids are compared: here they come with a reason, in Python whole. */
function withIds(output) {
  if (!Array.isArray(output?.incompatible_items)) return output;

  return { ...output, incompatible_items: output.incompatible_items.map(({ id }) => id) };
}

/** The first bundle of each object. */
function withoutRepeats(result) {
  if (!Array.isArray(result?.bundles)) return result;
  const ids = result.bundles.map(({ objects: [object] }) => object.id);
  const bundles = result.bundles.filter((_, index) => ids.indexOf(ids[index]) === index);

  return { ...result, expectations: bundles.length, bundles };
}

function withoutKept(result) {
  return JSON.parse(JSON.stringify(result), (name, value) =>
    KEPT.includes(name) ? undefined : value,
  );
}

module.exports = {
  name: 'splitter',
  recognises: ({ input }) => 'cleanup_inconsistent_bundle' in Object(input),
  run,
};
