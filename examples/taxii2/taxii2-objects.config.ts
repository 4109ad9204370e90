import { IsDefined, IsInt, IsOptional, Max, Min, ValidateBy, ValidateIf } from 'class-validator';
import { Config, Setting } from 'octiflow';

/** What is left out; the same variables and defaults as the Python connector's. */
@Config('taxii2')
export class IgnoreConfig {
  @Setting({ description: 'Whether indicators are left out by the type of their pattern.' })
  readonly ignorePatternTypes: boolean = false;

  @Setting({ description: 'Pattern types that are left out.' })
  readonly patternTypesToIgnore: readonly string[] = [];

  @Setting({ description: 'Whether objects are left out by their type.' })
  readonly ignoreObjectTypes: boolean = false;

  @Setting({ description: 'STIX types that are left out.' })
  readonly objectTypesToIgnore: readonly string[] = [];

  @Setting({ description: 'Whether indicators are left out by what their pattern holds.' })
  readonly ignoreSpecificPatterns: boolean = false;

  @Setting({ description: 'Texts that patterns are left out for.' })
  readonly patternsToIgnore: readonly string[] = [];

  @Setting({ description: 'Whether notes are left out by what they hold.' })
  readonly ignoreSpecificNotes: boolean = false;

  @Setting({ description: 'Texts that notes are left out for.' })
  readonly notesToIgnore: readonly string[] = [];
}

/** What becomes of labels; the same variables and defaults as the Python connector's. */
@Config('taxii2')
export class LabelConfig {
  @Setting({ description: 'Whether the label below is added to what has labels.' })
  readonly addCustomLabel: boolean = false;

  @Setting({ description: 'The label that is added.' })
  @ValidateIf(({ addCustomLabel }: LabelConfig) => addCustomLabel)
  @IsDefined({ message: 'is needed where TAXII2_ADD_CUSTOM_LABEL is true' })
  readonly customLabel?: string;

  @Setting({ description: 'Whether a property of the objects becomes a label.' })
  readonly stixCustomPropertyToLabel: boolean = false;

  @Setting({ description: 'The property that becomes a label, such as `x_category`.' })
  @ValidateIf(({ stixCustomPropertyToLabel }: LabelConfig) => stixCustomPropertyToLabel)
  @IsDefined({ message: 'is needed where TAXII2_STIX_CUSTOM_PROPERTY_TO_LABEL is true' })
  readonly stixCustomProperty?: string;

  @Setting({ description: 'Whether some labels are left out.' })
  readonly excludeSpecificLabels: boolean = false;

  @Setting({ description: 'Regular expressions of the labels that are left out.' })
  @AreRegularExpressions()
  readonly labelsToExclude: readonly string[] = [];

  @Setting({ description: 'Whether characters of labels are replaced.' })
  readonly replaceCharactersInLabel: boolean = false;

  @Setting({ description: 'What is replaced, each as `find:replace`.' })
  readonly charactersToReplaceInLabel: readonly string[] = [];
}

/** How scores follow from labels; the same variables and defaults as the Python connector's. */
@Config('taxii2')
export class ScoreConfig {
  @Setting({ description: 'Whether the score of an object follows from its labels.' })
  readonly determineXOpenctiScoreByLabel: boolean = false;

  @Setting({ description: 'Score of what no label is known of.', type: 'integer' })
  @IsInt()
  @Min(0)
  @Max(100)
  readonly defaultXOpenctiScore: number = 50;

  @Setting({ description: 'Labels of the high score.' })
  readonly indicatorHighScoreLabels: readonly string[] = [];

  @Setting({ description: 'The high score.', type: 'integer' })
  @IsInt()
  @Min(0)
  @Max(100)
  readonly indicatorHighScore: number = 80;

  @Setting({ description: 'Labels of the medium score.' })
  readonly indicatorMediumScoreLabels: readonly string[] = [];

  @Setting({ description: 'The medium score.', type: 'integer' })
  @IsInt()
  @Min(0)
  @Max(100)
  readonly indicatorMediumScore: number = 60;

  @Setting({ description: 'Labels of the low score.' })
  readonly indicatorLowScoreLabels: readonly string[] = [];

  @Setting({ description: 'The low score.', type: 'integer' })
  @IsInt()
  @Min(0)
  @Max(100)
  readonly indicatorLowScore: number = 40;
}

/** What else is made of objects; the same variables and defaults as the Python connector's. */
@Config('taxii2')
export class ObjectConfig {
  @Setting({ description: 'Whether OpenCTI makes indicators of observables.' })
  readonly createIndicators: boolean = true;

  @Setting({ description: 'Whether OpenCTI makes observables of indicators.' })
  readonly createObservables: boolean = true;

  @Setting({ description: 'Whether indicators are named after what their pattern looks for.' })
  readonly forcePatternAsName: boolean = false;

  @Setting({ description: 'Name of indicators that look for several things.' })
  @IsOptional()
  readonly forceMultiplePatternName?: string;

  @Setting({ description: 'Whether indicators are for detection.' })
  readonly setIndicatorAsDetection: boolean = false;

  @Setting({ description: 'Whether one author stands for all objects.' })
  readonly createAuthor: boolean = false;

  @Setting({ description: 'Name of that author.' })
  @ValidateIf(({ createAuthor }: ObjectConfig) => createAuthor)
  @IsDefined({ message: 'is needed where TAXII2_CREATE_AUTHOR is true' })
  readonly authorName?: string;

  @Setting({ description: 'Description of that author.' })
  @IsOptional()
  readonly authorDescription?: string;

  @Setting({ description: 'Reliability of that author.', example: 'A - Completely reliable' })
  @IsOptional()
  readonly authorReliability?: string;

  @Setting({ description: 'Whether a note keeps the id that the server gave an indicator.' })
  readonly saveOriginalIndicatorIdToNote: boolean = false;

  @Setting({ description: 'Abstract of that note.' })
  @IsOptional()
  readonly saveOriginalIndicatorIdAbstract?: string;

  @Setting({ description: 'Whether reports get a status of the workflow.' })
  readonly changeReportStatus: boolean = false;

  @Setting({
    description: 'Id of that status.',
    env: 'TAXII2_CHANGE_REPORT_STATUS_X_OPENCTI_WORKFLOW_ID',
  })
  @IsOptional()
  readonly changeReportStatusXOpenctiWorkflowId?: string;
}

function AreRegularExpressions(): PropertyDecorator {
  return ValidateBy({
    name: 'areRegularExpressions',
    validator: {
      validate: (texts: unknown) => Array.isArray(texts) && texts.every(isRegularExpression),
      defaultMessage: () => 'holds something that is no regular expression',
    },
  });
}

function isRegularExpression(text: unknown): boolean {
  try {
    new RegExp(String(text));
    return true;
  } catch {
    return false;
  }
}
