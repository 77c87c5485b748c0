import type { TypedVariableModel } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';
import { type SceneObject, sceneGraph } from '@grafana/scenes';

type Format = Parameters<typeof sceneGraph.interpolate>[3];

/** The dashboard that is open: where Grafana keeps it, too. */
function openScene(): SceneObject | undefined {
  return (window as { __grafanaSceneContext?: SceneObject }).__grafanaSceneContext;
}

/** Fills in variables of the scene that asks, else of the dashboard that is open, as Grafana does. */
export const templateSrv: TemplateSrv = {
  getVariables: () => {
    const scene = openScene();
    const { variables = [] } = scene ? sceneGraph.getVariables(scene).state : {};
    return variables.map(({ state }) => {
      const multi = 'isMulti' in state && state.isMulti === true;
      return { name: state.name, multi } as TypedVariableModel;
    });
  },
  containsTemplate: (text) => text?.includes('$') ?? false,
  updateTimeRange: () => undefined,
  replace: (text = '', scoped, format) => {
    const asking: unknown = scoped?.['__sceneObject']?.value?.valueOf();
    const scene = (asking as SceneObject | undefined) ?? openScene();
    return scene ? sceneGraph.interpolate(scene, text, scoped, format as Format) : text;
  },
};
