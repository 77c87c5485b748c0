import type { Figures } from './figures.ts';

type Measured = Pick<Figures, 'vusPr' | 'aucPr' | 'eventF1' | 'falseAlertsAWeek'>;

/** Other detectors on the same contract, measured once beforehand; what was not measured is NaN. */
export const PEERS: Readonly<Record<string, Readonly<Record<string, Measured>>>> = {
  asd: {
    "random cut forest (OpenSearch's settings)": {
      vusPr: 0.318,
      aucPr: 0.33,
      eventF1: 0.458,
      falseAlertsAWeek: 0.48,
    },
    'isolation forest (scikit-learn)': {
      vusPr: 0.224,
      aucPr: 0.204,
      eventF1: NaN,
      falseAlertsAWeek: NaN,
    },
    'seasonal z-score': { vusPr: 0.198, aucPr: 0.179, eventF1: 0.339, falseAlertsAWeek: 0.13 },
  },
  'aiops-kpi': {
    "random cut forest (OpenSearch's settings)": {
      vusPr: 0.256,
      aucPr: NaN,
      eventF1: 0.43,
      falseAlertsAWeek: 4.7,
    },
    'seasonal z-score': { vusPr: 0.235, aucPr: NaN, eventF1: 0.3, falseAlertsAWeek: 0.06 },
  },
};

/** Figures on NAB that others published (standard, low false positives, low false negatives). */
export const NAB_PEERS: Readonly<Record<string, readonly [number, number, number]>> = {
  "ARTime (knows each file's range)": [74.9, 65.1, 80.4],
  "Numenta HTM (knows each file's range)": [70.5, 62.6, 75.2],
  "CAD OSE (knows each file's range)": [69.9, 67, 73.2],
  Skyline: [58.2, 46.2, 63.9],
  'kNN-CAD': [58, 43.4, 64.8],
  'random cut forest': [51.7, 38.4, 59.7],
  'windowed Gaussian': [39.6, 20.9, 47.4],
};
