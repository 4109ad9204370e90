import { Accepts, ImportFile, Stix, type ImportedFile, type StixObject } from 'octiflow';
import { checkRelationship } from 'octiflow/stix';
import { readLayer, type LayerTechnique } from './layer.js';
import { techniqueNames } from './technique-names.js';

/** Turns layers of the ATT&CK Navigator into attack patterns. */
@ImportFile({ name: 'ImportTTPsFileNavigator' })
export class ImportNavigatorLayer {
  @Accepts('application/json')
  async *layer(file: ImportedFile): AsyncIterable<StixObject> {
    const { techniques, unreadable } = readLayer(await file.json());
    if (unreadable > 0) file.note(`${unreadable} techniques without a usable id are left out`);

    const ids = techniques.map(({ id }) => id);
    const names = await techniqueNames(file.platform, ids);
    const unknown = ids.filter(id => !names.has(id));
    if (unknown.length > 0) file.note(`OpenCTI did not know ${unknown.slice(0, 20).join(', ')}`);

    for (const technique of techniques) {
      yield* objectsOf(technique, names.get(technique.id) ?? technique.id, file.contextEntity);
    }
  }
}

/** A container is filled by octiflow; whatever else the file belongs to `uses` the technique. */
function* objectsOf(
  { id, comment }: LayerTechnique,
  name: string,
  entity: StixObject | undefined,
): Iterable<StixObject> {
  const technique = Stix.attackPattern({ name, x_mitre_id: id });
  yield technique;
  if (!entity || checkRelationship(entity, 'uses', technique)) return;

  yield Stix.relationship(entity, 'uses', technique, { description: comment });
}
