/**
 * Stands in the browser for `@bpmn-io/element-templates-validator` (see `vite.config.ts`): its JSON schemas are 60 KB of
 * compressed script, and the templates are the server's own, held against them by `test/processes/templates.test.ts`.
 */
interface Verdict {
  valid: boolean;
  object: object;
}

const asServed = (object: object): Verdict => ({ valid: true, object });

export const validate = asServed;
export const validateZeebe = asServed;

/** Versions of the schemas that would be checked against; the modeler compares them with a template's `$schema`. */
export const getSchemaVersion = () => '0.22.1';
export const getZeebeSchemaVersion = () => '0.46.0';
export const getZeebeSchemaPackage = () => '@camunda/zeebe-element-templates-json-schema';
