import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import './modeler.css';

const font = {
  fontFamily: '"Noto Sans CJK SC", "WenQuanYi Zen Hei", "PingFang SC", "Microsoft YaHei", sans-serif',
};

/** Colours and letters of diagrams, to draw and to look at. */
export const look = {
  // its keys work as soon as the mouse is over it, unless people are writing somewhere else
  canvas: { autoFocus: true },
  bpmnRenderer: {
    defaultFillColor: '#ffffff',
    defaultStrokeColor: '#2b3038',
    defaultLabelColor: '#1f2329',
  },
  textRenderer: {
    defaultStyle: { ...font, fontSize: 13 },
    externalStyle: { ...font, fontSize: 12 },
  },
};
