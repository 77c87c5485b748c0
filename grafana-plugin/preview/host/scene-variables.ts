import { CustomVariable, SceneVariableSet } from '@grafana/scenes';
import type { ReadVariable } from './read-dashboard.ts';

/** The variables of a dashboard with the values that it was saved with. */
export function sceneVariables(variables: readonly ReadVariable[]): SceneVariableSet {
  return new SceneVariableSet({
    variables: variables.map(
      ({ name, multi, values }) =>
        new CustomVariable({
          ...{ name, query: values.join(','), isMulti: multi },
          value: multi ? values : (values[0] ?? ''),
        }),
    ),
  });
}
