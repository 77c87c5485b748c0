import type { ApiKey, Detector, RegisteredApi, User } from '@lapwing/contract';

export interface StoredUser extends User {
  passwordHash: string;
}
export interface StoredApiKey extends ApiKey {
  keyHash: string;
}
/** A refresh token is stored as its hash; a used one stays, so that its reuse is noticed and its family ended. */
export interface StoredRefreshToken {
  hash: string;
  family: string;
  username: string;
  expiresAt: number;
  usedAt: number | null;
}
export interface StoredDetector {
  detector: Detector;
  /** Rises with each change; a write that names an older one is refused (CONFLICT). */
  revision: number;
  createdAt: number;
  changedAt: number;
  /** Written in the configuration file: the API may not change it. */
  provisioned: boolean;
}
export interface AuditEntry {
  at: number;
  who: string;
  action: string;
  target: string;
  detail: string;
}

/** Detectors, users, keys, registered APIs and who changed what. */
export interface AdminStore {
  detectors(): StoredDetector[];
  detector(id: string): StoredDetector | undefined;
  /** `revision` 0 makes a new one; otherwise it must be the stored one's. Throws LapwingError CONFLICT. */
  putDetector(detector: Detector, revision: number, provisioned: boolean): StoredDetector;
  deleteDetector(id: string): boolean;

  users(): StoredUser[];
  user(username: string): StoredUser | undefined;
  putUser(user: StoredUser): void;
  deleteUser(username: string): boolean;

  apiKeys(): StoredApiKey[];
  apiKeyByHash(hash: string): StoredApiKey | undefined;
  putApiKey(key: StoredApiKey): void;
  deleteApiKey(id: string): boolean;
  touchApiKey(id: string, at: number): void;

  refreshToken(hash: string): StoredRefreshToken | undefined;
  putRefreshToken(token: StoredRefreshToken): void;
  endTokenFamily(family: string): void;
  endTokensOf(username: string): void;

  apis(): RegisteredApi[];
  api(id: string): RegisteredApi | undefined;
  putApi(api: RegisteredApi): void;

  /** A value made once and kept, such as the key that signs tokens. */
  secret(name: string, make: () => string): string;
  audit(entry: AuditEntry): void;
  auditLog(most: number): AuditEntry[];
  close(): void;
}
