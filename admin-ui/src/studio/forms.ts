import type { FormSchema } from './draft.ts';

/** `probation-full-t-accept`; with a number behind it where that is taken. */
export function freeFormId(processId: string, elementId: string, taken: string[]): string {
  const bare = `${processId}-${elementId}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const ids = [bare, ...taken.map((_, index) => `${bare}-${index + 2}`)];
  return ids.find((id) => !taken.includes(id)) ?? `${bare}-${taken.length + 2}`;
}

/** Nobody fills in an empty sheet: one opinion to begin with. */
export function blankForm(id: string): FormSchema {
  return {
    type: 'default',
    id,
    schemaVersion: 19,
    executionPlatform: 'Camunda Cloud',
    executionPlatformVersion: '8.6.0',
    components: [
      {
        id: 'field_opinion',
        type: 'textarea',
        label: '办理意见',
        key: `opinion_${id.replaceAll(/[^a-z0-9]+/g, '_')}`,
        validate: { required: true, maxLength: 500 },
      },
    ],
  };
}
