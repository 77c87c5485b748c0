import { Alert, Button, LoadingPlaceholder, Stack } from '@grafana/ui';
import type { DetectorInput } from '@lapwing/contract';
import { budgetSteps } from '@lapwing/visuals';
import React, { useEffect, useMemo, useState } from 'react';
import type { PanelQuery } from '../queries/panel-queries.ts';
import { call } from '../detect-service.ts';
import { BudgetSlider } from './BudgetSlider.tsx';
import type { Choice } from './choice.ts';
import { Notice } from '../../grafana/ui/Notice.tsx';
import { PastChart } from './PastChart.tsx';
import type { OpenPanel } from './load-panel.ts';
import { useAct } from '../../grafana/ui/use-act.ts';
import { useBacktest } from './use-backtest.ts';

interface Props {
  open: OpenPanel;
  query: PanelQuery;
  choice: Choice;
  /** Why this person can't try it. */
  whyNot: string | undefined;
  onBudget: (budget: DetectorInput['alert_budget']) => void;
  onSaved: () => void;
}

/** Rows of each chart: one for every second pixel of the window. */
const POINTS = 400;

/** What the detector would have told of the panel's own past, and how many alerts a week a budget would bring. */
export function Past(props: Props): React.JSX.Element {
  const { open, query, whyNot, onBudget, onSaved } = props;
  const { existing, making } = props.choice;
  const backtest = useBacktest();
  const [tried, setTried] = useState('');
  const [step, setStep] = useState<number>();
  const saving = useAct();
  const wanted = existing ? existing.detector.id : triedText(making);

  const run = (): void => {
    setTried(wanted);
    setStep(undefined);
    const what = existing ? { detector_id: existing.detector.id } : { detector: making };
    backtest.start({ ...what, points: POINTS });
  };
  useEffect(() => {
    if (whyNot === undefined) run();
    // Once, when the choice is made: forms that change have a button.
  }, []);

  const { result, running, progress, problem } = backtest;
  const steps = useMemo(() => (result ? budgetSteps(result) : []), [result]);
  const own = steps.findIndex((one) => one.own);
  const place = step ?? Math.max(0, own);
  const budget = steps[place];
  const canKeep = existing && !existing.detector.provisioned && place !== own;

  if (whyNot !== undefined) {
    return (
      <Alert severity="info" title="Trying it on the past is for editors">
        {whyNot}
      </Alert>
    );
  }
  return (
    <section aria-label="On this panel’s past" data-testid="lapwing-past">
      <Stack direction="column" gap={2}>
        {running && <LoadingPlaceholder text={`Trying it on the past … ${Math.round(progress * 100)} %`} />}
        {problem && <Notice problem={problem} retry={run} retryText="Try again" />}
        {tried !== wanted && !running && (
          <div>
            <Button size="sm" variant="secondary" icon="history" onClick={run}>
              Try it on the past
            </Button>
          </div>
        )}
        {result && tried === wanted && (
          <>
            <PastChart open={open} query={query} picked={existing?.picked} result={result} />
            {result.warnings.length > 0 && (
              <Alert severity="warning" title="The service says">
                <ul>
                  {result.warnings.map((warning) => (
                    <li key={warning}>{warning}</li>
                  ))}
                </ul>
              </Alert>
            )}
            {budget && (
              <BudgetSlider
                steps={steps}
                place={place}
                onChange={(next) => {
                  setStep(next);
                  const chosen = steps[next];
                  if (chosen) onBudget({ per: 'week', false_alerts: chosen.budget });
                }}
              />
            )}
            {saving.problem && <Notice problem={saving.problem} />}
            {canKeep && budget && (
              <div>
                <Button
                  size="sm"
                  variant="secondary"
                  disabled={saving.busy}
                  onClick={() =>
                    void saving.run(async () => {
                      const { id } = existing.detector;
                      const alert_budget = { per: 'week' as const, false_alerts: budget.budget };
                      // Read anew and whole: what a later service has in it must not be erased.
                      const detector = await call('getDetector', { params: { id } });
                      await call('changeDetector', { params: { id }, body: { ...detector, alert_budget } });
                      onSaved();
                    })
                  }
                >
                  Keep this budget for {existing.detector.name}
                </Button>
              </div>
            )}
          </>
        )}
      </Stack>
    </section>
  );
}

/** What of a new detector changes its scores: neither its name nor a budget, which is tried already. */
function triedText(making: DetectorInput | undefined): string {
  return JSON.stringify({ ...making, alert_budget: undefined, name: undefined });
}
