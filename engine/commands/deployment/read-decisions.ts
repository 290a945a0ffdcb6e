import type { Finding } from '../../core/finding.ts';
import type { Requirements } from '../../dmn/model.ts';
import { readDmn } from '../../dmn/read.ts';

export interface ReadDecisions {
  /** File it was uploaded as. */
  name: string;
  xml: string;
  requirements: Requirements;
}

type FileFinding = Finding & { diagram: string };

/** Reads every DMN file before anything is written; files with errors are left out. */
export async function readDecisions(
  files: { name: string; xml: string }[],
): Promise<{ decisions: ReadDecisions[]; findings: FileFinding[] }> {
  const decisions: ReadDecisions[] = [];
  const findings: FileFinding[] = [];
  const owners = new Map<string, string>();
  for (const { name, xml } of files) {
    const read = await readDmn(xml);
    findings.push(...read.findings.map((finding) => ({ ...finding, diagram: name })));
    if (!read.requirements) continue;
    for (const id of idsOf(read.requirements)) {
      const owner = owners.get(id);
      if (owner !== undefined) findings.push(drawnTwice(id, owner, name));
      owners.set(id, name);
    }
    decisions.push({ name, xml, requirements: read.requirements });
  }
  return { decisions, findings };
}

/** Ids that one deployment may hold once: of the file itself and of its decisions. */
function idsOf({ id, decisions }: Requirements): string[] {
  return [id, ...Object.keys(decisions)];
}

function drawnTwice(id: string, one: string, other: string): FileFinding {
  return {
    diagram: other,
    elementId: id,
    line: null,
    severity: 'error',
    code: 'decision_twice',
    message: `编号“${id}”在“${one}”里已经用了。一次发布里每个决策只能有一份，请删去或改编号。`,
    messageEn: `Expected '${id}' once in a deployment, but it is in '${one}' and in '${other}'.`,
  };
}
