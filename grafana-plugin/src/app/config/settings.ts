import type { ExploreChoice } from '../../explore/own-sources.ts';

/** What Grafana keeps for the app in plain sight; the key lies in `secureJsonData.apiKey`. */
export interface AppSettings {
  /** Where Grafana's server reaches the scoring service. */
  serviceUrl?: string;
  /** Data sources of the person's own that links to Explore use, by uid. */
  explore?: ExploreChoice;
}
