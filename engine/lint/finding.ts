import type { Finding } from '../core/finding.ts';

/** A finding about a service: its drawing, one of its forms, or a paper it prints. */
export interface ServiceFinding extends Finding {
  /** The form it is about, and the component of it; without the latter the form as a whole. */
  formId?: string;
  componentId?: string | null;
  /** The property of the element it is about. */
  property?: string;
  /** Name of the print template it is about; `line` is a line of it then. */
  paper?: string;
}

type Words = [code: string, message: string, messageEn: string];

export function errorAt(elementId: string | null, ...words: Words): ServiceFinding {
  return at(elementId, 'error', words);
}

export function warningAt(elementId: string | null, ...words: Words): ServiceFinding {
  return at(elementId, 'warning', words);
}

/** The same, at a property of its element. */
export function ofProperty(property: string, finding: ServiceFinding): ServiceFinding {
  return { ...finding, property };
}

function at(
  elementId: string | null,
  severity: Finding['severity'],
  [code, message, messageEn]: Words,
): ServiceFinding {
  return { elementId, line: null, severity, code, message, messageEn };
}
