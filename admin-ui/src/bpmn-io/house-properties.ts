import type { DiagramElement } from './services.ts';

interface Group {
  id: string;
  label?: string;
  component?: unknown;
}
interface PropertiesPanel {
  registerProvider(priority: number, provider: object): void;
}

/** Groups that the engine does not carry out, and those that the studio's own fields stand for. */
const hidden = new Set([
  'ElementTemplates__Template',
  'Zeebe__ExecutionListeners',
  'Zeebe__TaskListeners',
  'form',
  'assignmentDefinition',
]);

/** The panel of all properties, less what would be refused at deployment. */
class HouseProperties {
  static $inject = ['propertiesPanel'];

  constructor(propertiesPanel: PropertiesPanel) {
    propertiesPanel.registerProvider(100, this);
  }

  getGroups(_element: DiagramElement) {
    return (groups: Group[]) => groups.filter(({ id }) => !hidden.has(id));
  }
}

export const houseProperties = {
  __init__: ['houseProperties'],
  houseProperties: ['type', HouseProperties],
};
