import { z } from 'zod';

export const topology = z.object({
  brokers: z.array(
    z.object({
      nodeId: z.int(),
      host: z.string(),
      port: z.int(),
      version: z.string(),
      partitions: z.array(
        z.object({ partitionId: z.int(), role: z.literal('leader'), health: z.literal('healthy') }),
      ),
    }),
  ),
  clusterSize: z.int(),
  partitionsCount: z.int(),
  replicationFactor: z.int(),
  gatewayVersion: z.string(),
  lastCompletedChangeId: z.string(),
});

export const license = z.object({
  validLicense: z.boolean(),
  licenseType: z.string(),
  isCommercial: z.boolean(),
  expiresAt: z.null(),
});

export const authentication = z.object({
  username: z.string(),
  displayName: z.string(),
  email: z.null(),
  authorizedComponents: z.array(z.string()),
  tenants: z.array(z.object({ tenantId: z.string(), name: z.string() })),
  groups: z.array(z.string()),
  roles: z.array(z.string()),
  salesPlanType: z.string(),
  c8Links: z.record(z.string(), z.string()),
  canLogout: z.boolean(),
});
