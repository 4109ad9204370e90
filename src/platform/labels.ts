import { AnswerReader } from './answer-reader.js';
import { where } from './filter-group.js';
import { LABEL_FIELDS, readLabel, type Label } from './label.js';
import { labelColor, normalLabel } from './label-color.js';
import { listPages, PAGE_INFO } from './list-pages.js';
import type { PlatformQueries, QueryOptions } from './platform-call.js';

const LIST = `query Labels($filters: FilterGroup, $search: String, $first: Int, $after: ID, $orderBy: LabelsOrdering, $orderMode: OrderingMode) {
  labels(filters: $filters, search: $search, first: $first, after: $after, orderBy: $orderBy, orderMode: $orderMode) {
    edges { node { ${LABEL_FIELDS} } }
    ${PAGE_INFO}
  }
}`;
const ADD = `mutation LabelAdd($input: LabelAddInput!) {
  labelAdd(input: $input) { ${LABEL_FIELDS} }
}`;

/** The labels of OpenCTI. */
export class Labels {
  constructor(private readonly queries: PlatformQueries) {}

  /** @returns undefined when there is no such label; capitals and blanks around it don't count */
  async read(value: string, options?: QueryOptions): Promise<Label | undefined> {
    const wanted = normalLabel(value);
    const query = {
      document: LIST,
      root: 'labels',
      variables: { filters: where('value', wanted) },
      read: readLabel,
    };
    for await (const { items } of listPages(this.queries, query, options)) {
      const label = items.find(item => normalLabel(item.value) === wanted);
      if (label) return label;
    }

    return undefined;
  }

  /**
   * Creates a label, or gives the one that there is.
   *
   * @param color such as `#ff8c00`; default: one that follows from the value
   * @throws PlatformError `PLATFORM_FORBIDDEN` when the user lacks SETTINGS_SETLABELS
   */
  async create(value: string, color = labelColor(value), options?: QueryOptions): Promise<Label> {
    const variables = { input: { value, color } };
    // OpenCTI gives back the label that there is, so asking twice does no harm.
    const data = await this.queries.query(ADD, variables, { isIdempotent: true, ...options });

    return readLabel(AnswerReader.of('LabelAdd', data).object('labelAdd'));
  }

  /** The label that there is, else a new one. Without the right to create, only the former. */
  async readOrCreate(value: string, color?: string, options?: QueryOptions): Promise<Label> {
    return (await this.read(value, options)) ?? this.create(value, color, options);
  }
}
