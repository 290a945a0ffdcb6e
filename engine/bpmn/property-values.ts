/** `t_accept,t_handle`: ids of steps; what people type between them is taken as it is meant. */
export function readSteps(text: string | undefined): string[] {
  return (text ?? '')
    .split(/[,，;；]/)
    .map((id) => id.trim())
    .filter(Boolean);
}

/** `acceptResult=supplement`, several separated by `;`; null when a part of it is not like that. */
export function readAssignments(text: string | undefined): Record<string, string> | null {
  const parts = readParts(text);
  const pairs = parts.map((part) => part.split('=').map((side) => side.trim()));
  const isPair = (pair: string[]) => pair.length === 2 && isName(pair[0]!) && pair[1] !== '';
  return parts.length > 0 && pairs.every(isPair)
    ? (Object.fromEntries(pairs) as Record<string, string>)
    : null;
}

export interface Milestone {
  name: string;
  /** Steps it is made of; `start` and `end` stand for the submission and the end of the case. */
  steps: string[];
}

/** `申请=start;受理=t_accept,t_supplement`; parts that cannot be read are handed back as they are. */
export function readMilestones(text: string | undefined): { milestones: Milestone[]; unreadable: string[] } {
  const parts = readParts(text).map((part) => ({ part, sides: part.split('=') }));
  const isMilestone = ({ sides }: { sides: string[] }) =>
    sides.length === 2 && sides[0]!.trim() !== '' && readSteps(sides[1]).length > 0;
  return {
    milestones: parts
      .filter(isMilestone)
      .map(({ sides }) => ({ name: sides[0]!.trim(), steps: readSteps(sides[1]) })),
    unreadable: parts.filter((one) => !isMilestone(one)).map(({ part }) => part),
  };
}

/** `本人银行卡号和开户行；收入证明`: things, separated by `;`. */
export function readParts(text: string | undefined): string[] {
  return (text ?? '')
    .split(/[;；]/)
    .map((part) => part.trim())
    .filter(Boolean);
}

function isName(text: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(text);
}
