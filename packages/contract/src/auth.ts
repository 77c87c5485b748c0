import { z } from 'zod';
import { Role } from './words.ts';

export const SHORTEST_PASSWORD = 12;

export const Username = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._@-]{0,127}$/);
export const Password = z.string().min(SHORTEST_PASSWORD).max(1024);

export const LoginBody = z.strictObject({ username: z.string().min(1), password: z.string().min(1) });
export const RefreshBody = z.strictObject({ refresh_token: z.string().min(1) });
export const Tokens = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.number().int().meta({ description: 'seconds until the access token ends' }),
});
export type Tokens = z.infer<typeof Tokens>;

export const User = z.object({
  username: Username,
  role: Role,
  created_at: z.iso.datetime(),
  disabled: z.boolean(),
});
export type User = z.infer<typeof User>;
export const NewUser = z.strictObject({ username: Username, password: Password, role: Role });
export const UserChange = z
  .strictObject({ password: Password.optional(), role: Role.optional(), disabled: z.boolean().optional() })
  .refine((change) => Object.keys(change).length > 0, 'must change something');
export const PasswordChange = z.strictObject({ current_password: z.string().min(1), new_password: Password });

export const ApiKey = z.object({
  id: z.string(),
  name: z.string(),
  role: Role,
  created_at: z.iso.datetime(),
  last_used_at: z.iso.datetime().nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;
export const NewApiKey = z.strictObject({ name: z.string().min(1).max(200), role: Role });
/** The key itself is told once, when it is made. */
export const CreatedApiKey = ApiKey.extend({ key: z.string() });

/** Who asks: the answer to `GET /auth/me`. */
export const Identity = z.object({ name: z.string(), role: Role, by: z.enum(['token', 'api-key']) });
export type Identity = z.infer<typeof Identity>;
