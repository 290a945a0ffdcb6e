import { deploy } from '../../engine/commands/deploy.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { startCase, type CaseStarted } from '../../engine/commands/start-case.ts';
import type { MemberActor } from '../../engine/policy/actor.ts';
import type { Services } from '../../engine/services.ts';
import type { OpenTaskRow } from './engine-rows.ts';
import { openTasks } from './engine-rows.ts';
import { process, type ProcessBuilder } from './process.ts';

let drawn = 0;

/** A service of one user task, then whatever the test draws, then the end. */
export function serviceWith(
  draw: (after: ProcessBuilder) => ProcessBuilder,
  properties: Record<string, string> = {},
) {
  drawn += 1;
  const begun = process(`job${drawn}`, { name: '测试服务', properties: { serviceCode: 'CS', ...properties } })
    .start()
    .userTask('go', {
      name: '办理',
      extensions: '<zeebe:assignmentDefinition candidateGroups="01020304" />',
    });
  return draw(begun).end('end', { name: '办成', properties: { outcome: 'done' } });
}

/** Deploys a service and opens a case of it. */
export async function openCaseOf(
  services: Services,
  service: ProcessBuilder,
  member: MemberActor,
): Promise<CaseStarted & { task: OpenTaskRow }> {
  await deploy(services, systemActor, {
    name: service.id,
    diagrams: [{ name: service.id, xml: service.xml() }],
    forms: [],
  });
  const started = await startCase(services, member, { processId: service.id, data: {} });
  const [task] = await openTasks(services, started.instanceKey);
  return { ...started, task: task! };
}
