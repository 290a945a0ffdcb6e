import { z } from 'zod';
import { instant, key } from '../../fields.ts';

const reason = z.string().trim().min(1, '请写明原因').max(300);
const elementId = z.string().min(1).max(200);

export const reasonBody = z.object({ reason });
/** Going on explains itself. */
export const resumeBody = z.object({ reason: z.string().trim().max(300).default('') });

/** Where a running process of the case stands, and where it could begin instead. */
export const casePositions = z.object({
  instances: z.array(
    z.object({
      key,
      name: z.string(),
      version: z.number().int(),
      xml: z.string(),
      /** Element instances, the outer ones first. */
      active: z.array(
        z.object({
          key,
          elementId: z.string(),
          name: z.string(),
          kind: z.string(),
          /** Of several rounds of the same element: which one, from 1. */
          round: z.number().int().nullable(),
          /** The scope it is in; null: the process itself. */
          insideKey: key.nullable(),
          /** It holds others: a sub-process, or all rounds of an element. */
          isScope: z.boolean(),
          /** Who has it: units, and who has claimed it. */
          holder: z.string().nullable(),
          /** Why it has stopped. */
          incident: z.string().nullable(),
        }),
      ),
      /** Elements that may begin. */
      possible: z.array(
        z.object({
          elementId: z.string(),
          name: z.string(),
          kind: z.string(),
          insideId: z.string().nullable(),
          insideName: z.string().nullable(),
        }),
      ),
    }),
  ),
});
export type CasePositions = z.infer<typeof casePositions>;

const move = z.object({
  instanceKey: key,
  activate: z.array(z.object({ elementId, ancestorKey: key.optional() })).max(50),
  terminate: z.array(key).max(500),
});
const isChange = ({ activate, terminate }: z.infer<typeof move>) => activate.length + terminate.length > 0;
export const moveQuestion = move.refine(isChange, '请选要结束或要开始的步骤');
export const moveBody = move.extend({ reason }).refine(isChange, '请选要结束或要开始的步骤');
/** What a change of position will do, in sentences; `warnings` are what nobody may overlook. */
export const foreseen = z.object({ sentences: z.array(z.string()), warnings: z.array(z.string()) });
export type Foreseen = z.infer<typeof foreseen>;

/** Ad-hoc sub-processes that wait for somebody to choose what begins. */
export const caseChoices = z.object({
  choices: z.array(
    z.object({
      instanceKey: key,
      elementInstanceKey: key,
      name: z.string(),
      /** One item after the other; what is chosen meanwhile waits. */
      oneAfterOther: z.boolean(),
      items: z.array(
        z.object({
          elementId: z.string(),
          name: z.string(),
          documentation: z.string().nullable(),
          active: z.number().int(),
          doneAt: instant.nullable(),
        }),
      ),
    }),
  ),
});
export type CaseChoices = z.infer<typeof caseChoices>;
export const activateBody = z.object({
  instanceKey: key,
  elementInstanceKey: key,
  elementIds: z.array(elementId).min(1, '请选要启动的事项').max(50),
});

/** Variables of the running processes, scope by scope; what is personal is masked. */
export const caseVariables = z.object({
  instances: z.array(
    z.object({
      key,
      name: z.string(),
      scopes: z.array(
        z.object({
          key,
          /** Null: the process itself. */
          elementName: z.string().nullable(),
          round: z.number().int().nullable(),
          variables: z.array(
            z.object({
              name: z.string(),
              /** What forms call it. */
              label: z.string().nullable(),
              value: z.json(),
              masked: z.boolean(),
            }),
          ),
        }),
      ),
    }),
  ),
});
export type CaseVariables = z.infer<typeof caseVariables>;
export type CaseVariable = CaseVariables['instances'][number]['scopes'][number]['variables'][number];

const variableName = z.string().min(1).max(200);
export const correctBody = z.object({
  instanceKey: key,
  scopeKey: key,
  variables: z
    .record(variableName, z.json())
    .refine((variables) => Object.keys(variables).length > 0, '没有要更正的变量'),
  reason,
});
export const revealBody = z.object({
  instanceKey: key,
  scopeKey: key,
  name: variableName,
  reason: z.string().trim().min(2).max(100),
});
export const revealed = z.object({ value: z.json() });
