import { AnswerReader } from './answer-reader.js';
import { where } from './filter-group.js';
import { listAll, PAGE_INFO } from './list-pages.js';
import type { PlatformQueries, QueryOptions } from './platform-call.js';

/** One word of a vocabulary. */
export interface VocabularyEntry {
  /** Internal id. */
  readonly id: string;
  readonly name: string;
  /** Such as `malware_type_ov`. */
  readonly category: string;
}

/** A vocabulary, and where it is used. */
export interface VocabularyCategory {
  /** Such as `malware_type_ov`. */
  readonly key: string;
  readonly fields: readonly VocabularyField[];
}

/** A field whose values come from a vocabulary. */
export interface VocabularyField {
  /** Such as `malware_types`. */
  readonly key: string;
  readonly isRequired: boolean;
  readonly isMultiple: boolean;
}

const FIELDS = 'id name category { key }';
const LIST = `query Vocabularies($filters: FilterGroup, $first: Int, $after: ID) {
  vocabularies(filters: $filters, first: $first, after: $after) {
    edges { node { ${FIELDS} } }
    ${PAGE_INFO}
  }
}`;
const CATEGORIES = `query VocabularyCategories {
  vocabularyCategories { key fields { key required multiple } }
}`;
const ADD = `mutation VocabularyAdd($input: VocabularyAddInput!) {
  vocabularyAdd(input: $input) { ${FIELDS} }
}`;

/** The open vocabularies of OpenCTI. */
export class Vocabularies {
  constructor(private readonly queries: PlatformQueries) {}

  /** Which vocabularies there are, and which fields they are for. */
  async categories(options?: QueryOptions): Promise<VocabularyCategory[]> {
    const data = await this.queries.query(CATEGORIES, {}, options);

    return AnswerReader.of('VocabularyCategories', data)
      .objects('vocabularyCategories')
      .map(readCategory);
  }

  /**
   * The entries of a vocabulary, or of all.
   *
   * @param category such as `malware_type_ov`; default: all of them
   */
  list(category?: string, options?: QueryOptions): Promise<VocabularyEntry[]> {
    const query = {
      document: LIST,
      root: 'vocabularies',
      variables: { filters: category === undefined ? undefined : where('category', category) },
      read: readEntry,
    };

    return listAll(this.queries, query, options);
  }

  /**
   * Adds a word to a vocabulary, or gives the one that there is.
   *
   * @param category such as `malware_type_ov`
   * @throws PlatformError `PLATFORM_FORBIDDEN` when the user lacks SETTINGS_SETVOCABULARIES
   */
  async create(name: string, category: string, options?: QueryOptions): Promise<VocabularyEntry> {
    const variables = { input: { name, category } };
    const data = await this.queries.query(ADD, variables, { isIdempotent: true, ...options });

    return readEntry(AnswerReader.of('VocabularyAdd', data).object('vocabularyAdd'));
  }
}

function readEntry(node: AnswerReader): VocabularyEntry {
  return {
    id: node.text('id'),
    name: node.text('name'),
    category: node.object('category').text('key'),
  };
}

function readCategory(node: AnswerReader): VocabularyCategory {
  return { key: node.text('key'), fields: node.objects('fields').map(readField) };
}

function readField(node: AnswerReader): VocabularyField {
  return {
    key: node.text('key'),
    isRequired: node.flag('required'),
    isMultiple: node.flag('multiple'),
  };
}
