import { Accepts, ImportFile, type ImportedFile, type StixObject } from 'octiflow';
import { AllowList } from './allow-list.js';
import { findObservables } from './find-observables.js';
import { htmlText } from './html-text.js';
import { KnownNames } from './known-names.js';
import { Linker } from './linker.js';
import { pdfText } from './pdf-text.js';
import { decoded, inPieces } from './text-pieces.js';

/** Finds that are remembered to be left out when they come again; then it starts anew. */
const REMEMBERED = 100_000;

/** Finds observables, vulnerabilities and known names in documents. */
@ImportFile({ name: 'ImportDocument' })
export class ImportDocument {
  constructor(
    private readonly allowList: AllowList,
    private readonly names: KnownNames,
    private readonly linker: Linker,
  ) {}

  @Accepts('text/plain', 'text/csv', 'text/markdown')
  text(file: ImportedFile): AsyncIterable<StixObject> {
    return this.linker.linked(this.found(decoded(file.bytes()), file), file);
  }

  @Accepts('text/html')
  html(file: ImportedFile): AsyncIterable<StixObject> {
    return this.linker.linked(this.found(htmlText(decoded(file.bytes())), file), file);
  }

  @Accepts('application/pdf')
  pdf(file: ImportedFile): AsyncIterable<StixObject> {
    return this.linker.linked(this.found(pdfText(file.bytes()), file), file);
  }

  /** What a text names, each once, as it is read. */
  private async *found(text: AsyncIterable<string>, file: ImportedFile): AsyncIterable<StixObject> {
    const names = await this.names.forFile(file);
    const seen = new Set<string>();
    const isNew = (id: string): boolean => !seen.has(id) && Boolean(seen.add(id));
    for await (const piece of inPieces(text)) {
      for (const object of findObservables(piece)) {
        if (!this.allowList.holds(object) && isNew(object.id)) yield object;
      }
      for (const id of names.idsIn(piece)) {
        const known = isNew(id) ? await file.platform.entities.toStix(id) : undefined;
        if (known) yield known;
      }
      if (seen.size > REMEMBERED) seen.clear();
    }
  }
}
