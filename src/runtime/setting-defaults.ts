import type { ConnectorBlueprint } from '../connectors/index.js';

/** What a decorator says, by YAML path: it stands where the operator says nothing. */
export function settingDefaults(blueprint: ConnectorBlueprint): Record<string, unknown> {
  return {
    'connector.name': blueprint.name,
    'connector.type': blueprint.kind,
    'connector.scope': [...blueprint.scope],
    ...ofKind(blueprint),
  };
}

function ofKind(blueprint: ConnectorBlueprint): Record<string, unknown> {
  switch (blueprint.kind) {
    case 'EXTERNAL_IMPORT':
      return blueprint.durationPeriod
        ? { 'connector.duration_period': blueprint.durationPeriod }
        : {};
    case 'INTERNAL_ENRICHMENT':
      return {
        'connector.auto': blueprint.auto,
        'connector.auto_update': blueprint.autoUpdate,
        'connector.enrichment_resolution': blueprint.enrichmentResolution,
      };
    case 'INTERNAL_IMPORT_FILE':
      return {
        'connector.auto': blueprint.auto,
        'connector.only_contextual': blueprint.onlyContextual,
      };
    default:
      return {};
  }
}
