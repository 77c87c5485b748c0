import '../public-path.ts';
import { DataSourcePlugin } from '@grafana/data';
import { lazyComponent } from '../lazy-component.tsx';
import { LapwingDataSource } from './LapwingDataSource.ts';
import type { LapwingOptions, LapwingQuery, LapwingSecrets } from './query.ts';

export const plugin = new DataSourcePlugin<LapwingDataSource, LapwingQuery, LapwingOptions, LapwingSecrets>(
  LapwingDataSource,
)
  .setConfigEditor(lazyComponent(() => import('./editor/ConfigEditor.tsx')))
  .setQueryEditor(lazyComponent(() => import('./editor/QueryEditor.tsx')));
