import { EuiButtonEmpty, EuiEmptyPrompt, EuiFieldSearch } from '@elastic/eui';
import { type Signal, SignalKind } from '@lapwing/contract';
import React, { useEffect, useState } from 'react';
import { useApp } from '../context.ts';
import { Loading } from '../parts/Loading.tsx';
import { Page } from '../parts/Page.tsx';
import { Pills } from '../parts/Pills.tsx';
import { ProblemCallOut } from '../parts/ProblemCallOut.tsx';
import { SIGNALS_PATH } from '../routes.ts';
import { useLoad } from '../use-load.ts';
import { useNow } from '../use-now.ts';
import { usePageQuery } from '../use-query.ts';
import { SignalList } from './SignalList.tsx';

const PAGE = 50;
const MOST = 1000;
/** A person types a word in less; asking for each letter would only answer late. */
const TYPING_MS = 300;
const KINDS: Readonly<Record<SignalKind, string>> = { metric: 'Metrics', log: 'Logs', trace: 'Traces' };

/** All that is watched, worst first. */
export function SignalsPage(): React.JSX.Element {
  const { lapwing } = useApp();
  const query = usePageQuery();
  const [limit, setLimit] = useState(PAGE);
  const [text, setText] = useState(query.get('q'));
  const asked = query.get('q');
  const kind = SignalKind.safeParse(query.get('kind')).data;
  const anomalous = query.get('anomalous') === 'true' ? true : undefined;
  useEffect(() => {
    const timer = setTimeout(() => {
      if (text !== asked) query.set({ q: text });
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const { data, problem, reload } = useLoad(JSON.stringify(['signals', asked, kind, anomalous]), (signal) =>
    lapwing.ask('listSignals', { query: { text: asked, kind, anomalous, limit } }, signal),
  );
  useEffect(reload, [limit, reload]);
  return (
    <Page title="Signals" tab={SIGNALS_PATH} failing={problem !== undefined}>
      {problem && <ProblemCallOut problem={problem} retry={reload} />}
      <div className="lpw-filters">
        <div className="lpw-search">
          <EuiFieldSearch
            compressed
            fullWidth
            placeholder="Search labels: checkout, errors …"
            aria-label="Search labels"
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        </div>
        <Pills
          label="Kind"
          options={SignalKind.options}
          name={(option) => KINDS[option]}
          chosen={kind === undefined ? [] : [kind]}
          onChoose={(chosen) => query.set({ kind: chosen.at(-1) ?? '' })}
        />
        <Pills
          label="State"
          options={['true']}
          name={() => 'Anomalous now'}
          chosen={anomalous ? ['true'] : []}
          onChoose={(chosen) => query.set({ anomalous: chosen })}
        />
      </div>
      {!data && !problem && <Loading what="signals" />}
      {data && <Found items={data.items} total={data.total} />}
      {data && data.items.length < data.total && limit < MOST && (
        <EuiButtonEmpty size="s" onClick={() => setLimit(Math.min(MOST, limit + 2 * PAGE))}>
          Show more
        </EuiButtonEmpty>
      )}
    </Page>
  );
}

function Found({ items, total }: { items: Signal[]; total: number }): React.JSX.Element {
  const { links } = useApp();
  const now = useNow();
  if (items.length === 0) {
    return (
      <EuiEmptyPrompt
        iconType="visLine"
        title={<h2>No signal found</h2>}
        body={<p>Loosen the filters; when nothing is watched at all, give the service a detector.</p>}
      />
    );
  }
  return (
    <>
      <p role="status" className="lpw-quiet">
        {items.length < total
          ? `${items.length} of ${total} signals, worst first`
          : `${total} signals, worst first`}
      </p>
      <SignalList signals={items} now={now} links={links} />
    </>
  );
}
