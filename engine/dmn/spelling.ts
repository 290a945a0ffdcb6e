/**
 * DMN lets names be of several words and quotes others in backticks; the FEEL compiler knows names of one word only and
 * takes a called name for a builtin. What is drawn otherwise is written with a word that stands for it.
 */
export interface DrawnNames {
  variables: Iterable<string>;
  /** Of business knowledge models and boxed functions. */
  functions: Iterable<string>;
}

/** The word by which FEEL finds a value: the name itself wherever it is one word. */
export function wordFor(name: string): string {
  const plain = name.trim().replace(/\s+/g, ' ');
  if (/^[\p{L}_][\p{L}\p{N}_]*$/u.test(plain)) return plain;
  return MARK + plain.replace(/[^\p{L}\p{N}_]/gu, (letter) => `_${letter.codePointAt(0)!.toString(16)}_`);
}

/** Puts the drawn names back into a text that people read. */
export function asDrawn(text: string): string {
  return text.replace(spelt, (_, word: string) =>
    word.replace(/_([0-9a-f]+)_/g, (_, code: string) => String.fromCodePoint(parseInt(code, 16))),
  );
}

/** @returns what writes the expressions of a file whose names these are */
export function spellingOf({ variables, functions }: DrawnNames): (expression: string) => string {
  const odd = [...variables, ...functions].filter((name) => wordFor(name) !== name);
  const called = [...functions];
  // texts and comments first, so that nothing inside them is taken for a name
  const tokens = [
    String.raw`"(?:\\.|[^"\\])*"|//[^\n]*|/\*[\s\S]*?\*/`,
    '(?<dot>\\.\\s*)?`(?<quoted>[^`]+)`',
    ...(called.length > 0 ? [`${BEFORE}(?<called>${anyOf(called)})(?=\\s*\\()`] : []),
    ...(odd.length > 0 ? [`${BEFORE}(?<odd>${anyOf(odd)})(?![\\p{L}\\p{N}_]|\\s*:)`] : []),
  ];
  const pattern = new RegExp(tokens.join('|'), 'gu');
  return (expression) =>
    expression.trim().replace(pattern, (whole: string, ...rest: unknown[]) => {
      const found = rest.at(-1) as Record<string, string | undefined>;
      // behind a dot FEEL takes several words for one name anyway
      if (found.dot !== undefined) return found.dot + found.quoted!;
      if (found.odd !== undefined) return wordFor(found.odd);
      // in parentheses a called name is a variable like any other
      const called = found.quoted ?? found.called;
      return called === undefined ? whole : `(${wordFor(called)})`;
    });
}

const MARK = 'drawn__';
const spelt = /drawn__([\p{L}\p{N}_]+)/gu;

/** Neither inside a longer name nor behind the dot of a path; two dots are a range. */
const BEFORE = '(?<![\\p{L}\\p{N}_]|(?<!\\.)\\.)';

/** The longest first: `loan amount` before `loan`. */
function anyOf(names: string[]): string {
  return names
    .toSorted((one, other) => other.length - one.length)
    .map((name) =>
      name
        .trim()
        .split(/\s+/)
        .map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
        .join('\\s+'),
    )
    .join('|');
}
