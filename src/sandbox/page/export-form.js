import { actionButton } from './action-button.js';
import { api } from './api-client.js';
import { element, fill } from './element.js';

/** @import { SandboxStore } from './sandbox-store.js' */
/** @import { ObjectRow } from '../views/object-page.js' */

/**
 * Asks an export connector for what a list shows, or for one object.
 *
 * @param {SandboxStore} store
 * @param {() => { search: string, type: string, objects: readonly ObjectRow[] } | { entityId: string }} wanted
 * @returns {{ root: HTMLElement, show: () => void }}
 */
export function exportForm(store, wanted) {
  const format = element('select', { id: 'format' });
  const none = element('p', { class: 'muted' }, 'No export connector is running');
  const button = actionButton({
    label: 'Export',
    run: async () => {
      const { works } = await api.exportList({ format: format.value, ...requestOf(wanted()) });
      const names = works.map(({ connector }) => store.connectorName(connector)).join(', ');
      return `Asked ${names} for the export. The file will be among the files.`;
    },
  });
  const fields = element(
    'div',
    { class: 'row' },
    element('div', { class: 'field' }, element('label', { for: 'format' }, 'Export as'), format),
    button,
  );
  let offered = '';
  const show = () => {
    const exporters = store.connectors.filter(
      ({ type, active }) => type === 'INTERNAL_EXPORT_FILE' && active,
    );
    const formats = [...new Set(exporters.flatMap(({ scope }) => scope))];
    fields.hidden = formats.length === 0;
    none.hidden = formats.length > 0;
    if (offered === formats.join()) return;
    offered = formats.join();
    fill(
      format,
      formats.map(name => element('option', { value: name }, name)),
    );
  };
  show();

  return { root: element('div', { class: 'export' }, fields, none), show };
}

/**
 * @param {{ search: string, type: string, objects: readonly ObjectRow[] } | { entityId: string }} wanted
 * @returns {Record<string, unknown>}
 */
function requestOf(wanted) {
  if ('entityId' in wanted) return { entityId: wanted.entityId };
  const { search, type, objects } = wanted;
  const names = [...new Set(objects.map(({ entityType }) => entityType))];
  // One type of STIX may be several entities of OpenCTI, such as identity: then they are said one by one.
  const entityType = type !== '' && names.length === 1 ? names[0] : 'Stix-Core-Object';

  return {
    list: {
      entityType,
      ...(search !== '' && { search }),
      ...(type !== '' && entityType === 'Stix-Core-Object' && { types: names }),
    },
  };
}
