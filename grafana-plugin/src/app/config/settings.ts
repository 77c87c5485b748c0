/** What Grafana keeps for the app in plain sight; the key lies in `secureJsonData.apiKey`. */
export interface AppSettings {
  /** Where Grafana's server reaches the scoring service. */
  serviceUrl?: string;
}
