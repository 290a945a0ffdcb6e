/** What reading or linting a diagram has to say to its designer. An `error` keeps the diagram from being deployed. */
export interface Finding {
  /** Id of the element it is about; null when it is about the file as a whole. */
  elementId: string | null;
  /** Line of the element in the XML, from 1. */
  line: number | null;
  severity: 'error' | 'warning';
  /** Stable name of the rule: `unsupported_element`, `doctype`, `form_missing` … */
  code: string;
  /** Chinese, says what to do. */
  message: string;
  messageEn: string;
}

/** A finding of a behaviour, which knows no lines. */
export type Fault = Pick<Finding, 'severity' | 'code' | 'message' | 'messageEn'>;
