import type { StixOf } from 'octiflow';
import { listOf } from './affected-software.js';

/** A score as somebody gave it; NVD's own are primary. */
interface Metric {
  readonly type?: unknown;
  readonly cvssData?: {
    readonly vectorString?: unknown;
    readonly baseScore?: unknown;
    readonly baseSeverity?: unknown;
  };
}

type Vulnerability = StixOf<'Vulnerability'>;
type Severity = Vulnerability['x_opencti_cvss_base_severity'];
type CvssName = Extract<keyof Vulnerability, `x_opencti_cvss_${string}`>;

/**
 * CVSS of each version that there is. The vector says it all: OpenCTI derives the single metrics
 * from it. OpenCTI has one place for version 3, which the later of 3.0 and 3.1 takes.
 */
export function cvssProperties(metrics: unknown): Partial<Pick<Vulnerability, CvssName>> {
  const all = (metrics ?? {}) as Readonly<Record<string, unknown>>;
  const v2 = best(all['cvssMetricV2']);
  const v3 = best(all['cvssMetricV31']) ?? best(all['cvssMetricV30']);
  const v4 = best(all['cvssMetricV40']);

  return {
    ...(v2 && {
      x_opencti_cvss_v2_vector_string: v2.vector,
      x_opencti_cvss_v2_base_score: v2.score,
    }),
    ...(v3 && {
      x_opencti_cvss_vector_string: v3.vector,
      x_opencti_cvss_base_score: v3.score,
      x_opencti_cvss_base_severity: v3.severity,
    }),
    ...(v4 && {
      x_opencti_cvss_v4_vector_string: v4.vector,
      x_opencti_cvss_v4_base_score: v4.score,
      x_opencti_cvss_v4_base_severity: v4.severity,
    }),
  };
}

function best(value: unknown): { vector: string; score: number; severity: Severity } | undefined {
  const scores = listOf<Metric>(value);
  const { cvssData } = scores.find(({ type }) => type === 'Primary') ?? scores[0] ?? {};
  const { vectorString: vector, baseScore: score, baseSeverity } = cvssData ?? {};
  if (typeof vector !== 'string' || typeof score !== 'number') return undefined;

  return { vector, score, severity: baseSeverity as Severity };
}
