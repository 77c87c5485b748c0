import {
  EmbeddedScene,
  SceneControlsSpacer,
  type SceneFlexItem,
  SceneFlexLayout,
  SceneQueryRunner,
  SceneRefreshPicker,
  SceneTimePicker,
  SceneTimeRange,
} from '@grafana/scenes';
import type { LapwingQuery } from '../../src/datasource/query.ts';
import { DATASOURCE_REF } from '../host/datasource-srv.ts';

/** A query to the page's data source. */
export function queryRunner(query: Omit<LapwingQuery, 'refId'>): SceneQueryRunner {
  return new SceneQueryRunner({ datasource: DATASOURCE_REF, queries: [{ refId: 'A', ...query }] });
}

/** A dashboard with a time picker, of the last six hours. */
export function scene(children: SceneFlexItem[], data?: SceneQueryRunner): EmbeddedScene {
  return new EmbeddedScene({
    $timeRange: new SceneTimeRange({ from: 'now-6h', to: 'now' }),
    $data: data,
    controls: [
      new SceneControlsSpacer(),
      new SceneTimePicker({ isOnCanvas: true }),
      new SceneRefreshPicker({ isOnCanvas: true, intervals: ['5s', '30s', '1m'] }),
    ],
    body: new SceneFlexLayout({ direction: 'column', children }),
  });
}
