declare module '@bpmn-io/element-templates-validator' {
  export function validateZeebe(template: unknown): {
    valid: boolean;
    errors: { message: string }[] | undefined;
  };
}
