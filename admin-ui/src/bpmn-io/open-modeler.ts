import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';
import '@bpmn-io/properties-panel/dist/assets/properties-panel.css';
import 'bpmn-js-element-templates/dist/assets/element-templates.css';
import Modeler from 'bpmn-js/lib/Modeler.js';
import {
  BpmnPropertiesPanelModule,
  BpmnPropertiesProviderModule,
  ZeebePropertiesProviderModule,
} from 'bpmn-js-properties-panel';
import { CloudElementTemplatesPropertiesProviderModule } from 'bpmn-js-element-templates';
import behaviors from 'camunda-bpmn-js-behaviors/lib/camunda-cloud/index.js';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json';
import type { Templates } from '../../../engine/http/resources/studio/schemas.ts';
import { look } from './look.ts';
import { houseProperties } from './house-properties.ts';
import { keepSelection } from './keep-selection.ts';
import { onlySupported } from './only-supported.ts';
import { roomForLabels } from './room-for-labels.ts';
import type { Diagram } from './services.ts';
import { stepChoices } from './step-choices.ts';
import { translateDom } from './translate-dom.ts';
import { chinese, sayPanel } from './zh.ts';
import { zoom } from './zoom.ts';

export interface OpenModeler {
  container: HTMLElement;
  propertiesPanel: HTMLElement;
  templates: Templates;
}

/** The modeler with everything a designer of this product needs, and nothing the engine would refuse. */
export function openModeler({ container, propertiesPanel, templates }: OpenModeler): Diagram {
  const modeler = new Modeler({
    container,
    propertiesPanel: { parent: propertiesPanel, feelPopupContainer: document.body },
    ...look,
    supported: templates.supported,
    templates,
    additionalModules: [
      BpmnPropertiesPanelModule,
      BpmnPropertiesProviderModule,
      ZeebePropertiesProviderModule,
      CloudElementTemplatesPropertiesProviderModule,
      behaviors,
      chinese,
      keepSelection,
      onlySupported,
      houseProperties,
      roomForLabels,
      stepChoices,
      zoom,
    ],
    moddleExtensions: { zeebe },
  } as never) as unknown as Diagram;
  const stop = translateDom(propertiesPanel, sayPanel, '.bio-properties-panel');
  modeler.get('eventBus').on('diagram.destroy', stop);
  return modeler;
}
