import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import type { NewRule } from '../grafana/alert-rules.ts';

/** The rule as it will be: what it asks, when it fires, what it says. */
export function RulePreview(props: { rule: NewRule; title?: string }): React.JSX.Element {
  const { rule, title = 'What the rule will be' } = props;
  const styles = useStyles2(getStyles);
  const [read] = rule.data;
  const asked = read?.model['expr'] ?? read?.model['query'];
  const condition = rule.data.at(-1)?.model['conditions'];
  const above = Array.isArray(condition)
    ? (condition as { evaluator: { params: number[] } }[])[0]?.evaluator.params[0]
    : 0;
  return (
    <details className={styles.box} open>
      <summary>{title}</summary>
      <dl className={styles.list}>
        <dt>Asks</dt>
        <dd>
          <code>{String(asked)}</code>
        </dd>
        <dt>Fires</dt>
        <dd>{`while that is above ${above} for ${rule.for}, once for each signal`}</dd>
        <dt>Says</dt>
        <dd>
          <code>{rule.annotations['summary']}</code>
          <br />
          <code>{rule.annotations['description']}</code>
        </dd>
        <dt>Goes to</dt>
        <dd>{rule.notification_settings?.receiver ?? 'whom the notification policies name'}</dd>
      </dl>
      <details>
        <summary>As JSON</summary>
        <pre className={styles.json}>{JSON.stringify(rule, null, 2)}</pre>
      </details>
    </details>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<'box' | 'list' | 'json', string> => ({
  box: css({
    padding: theme.spacing(1),
    background: theme.colors.background.secondary,
    overflowWrap: 'anywhere',
  }),
  list: css({
    ...{
      display: 'grid',
      gridTemplateColumns: 'max-content 1fr',
      gap: theme.spacing(0.5, 2),
      margin: theme.spacing(1, 0),
    },
    dt: { color: theme.colors.text.secondary },
    dd: { margin: 0, minWidth: 0 },
    code: { whiteSpace: 'normal', overflowWrap: 'anywhere' },
  }),
  json: css({ maxHeight: 240, overflow: 'auto', fontSize: theme.typography.bodySmall.fontSize }),
});
