import { textOf, type DiagramNode } from './diagram.ts';
import type { Fault } from './finding.ts';

/** Which version of what it calls an element means (`zeebe:bindingType`). */
export interface Binding {
  /** `latest`: the newest when it is called. `deployment`: the newest when this process was deployed. */
  type: 'latest' | 'deployment' | 'versionTag';
  /** For `versionTag`: the newest version that bears it. */
  versionTag: string | null;
}

const types: readonly string[] = ['latest', 'deployment', 'versionTag'] satisfies Binding['type'][];

export function readBinding(node: DiagramNode | undefined): Binding {
  const type = textOf(node?.bindingType) ?? 'latest';
  return { type: type as Binding['type'], versionTag: textOf(node?.versionTag) };
}

export function checkBinding({ type, versionTag }: Binding): Fault[] {
  if (types.includes(type) && (type !== 'versionTag' || versionTag !== null)) return [];
  return [
    {
      severity: 'error',
      code: 'binding_unreadable',
      message: '绑定方式读不懂。请选择“最新版本”“同次部署”，或“版本标签”并填写标签。',
      messageEn: `Expected binding latest, deployment or versionTag with a tag, but got '${type}'.`,
    },
  ];
}
