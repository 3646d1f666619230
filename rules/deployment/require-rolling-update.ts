import { rolloutFaults } from '../../src/analysis/deployment/rollout.js';
import { ownWorkloads, spanInWorkload } from '../../src/analysis/deployment/workloads.js';
import { mendRollout } from '../../src/fix/roll-out.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'require-rolling-update';

export default defineRule({
  meta: {
    id,
    area: 'deployment',
    item: 'zero-downtime',
    mode: 'Deploys are outages: all instances go before the new ones serve',
    summary: 'Kubernetes replaces instances one by one, and waits until the new ones serve.',
    why: 'A deployment that recreates its instances, or lets all of them be unavailable, is an outage at each deploy. Without a readiness probe new instances get requests that they cannot answer yet. A grace period that is shorter than the shutdown kills it half way.',
    how: 'Looks at Deployments, StatefulSets, DaemonSets and Rollouts that run an image of this project (told by the names of its packages, Dockerfiles and builds), in plain manifests, under Kustomize with its patches laid over, and in templates of Helm with the values of the chart. Fails for the strategy Recreate, `maxUnavailable` of all instances, a container with ports and without a readiness probe, and a grace period (30 s by default) that is not longer than the deadline of the shutdown in the code. One instance alone, several without a PodDisruptionBudget, and a container that asks for no resources are infos. Manifests for development, and what only an installation decides, are left out.',
    coverage: { practice: 'rolling updates', sites: 'workloads' },
    level: 'warning',
    scope: 'project',
    gate: [],
    examples: [
      { title: 'All instances are ended first', file: 'k8s/web.yaml', reports: [7], files: { 'main.js': 'setInterval(() => {}, 1000);\n' }, code: 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 2\n  strategy:\n    type: Recreate\n  template:\n    spec:\n      containers:\n        - name: web\n          image: registry.example.com/web\n          command: [node, main.js]\n          resources:\n            requests: { memory: 128Mi }\n---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata:\n  name: web\nspec:\n  minAvailable: 1\n' },
      { title: 'The new one gets requests before it can answer', file: 'k8s/web.yaml', reports: [10], files: { 'main.js': 'setInterval(() => {}, 1000);\n' }, code: 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: web\nspec:\n  replicas: 2\n  template:\n    spec:\n      containers:\n        - name: web\n          image: registry.example.com/web\n          command: [node, main.js]\n          ports:\n            - containerPort: 3000\n          resources:\n            requests: { memory: 128Mi }\n---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata:\n  name: web\nspec:\n  minAvailable: 1\n' },
      { title: 'A database of another project', file: 'k8s/redis.yaml', reports: [], files: { 'main.js': 'setInterval(() => {}, 1000);\n' }, code: 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: redis\nspec:\n  strategy:\n    type: Recreate\n  template:\n    spec:\n      containers:\n        - name: redis\n          image: redis:7\n' },
      { title: 'One by one, when the new one is ready', file: 'k8s/web.yaml', reports: [], files: { 'main.js': 'setInterval(() => {}, 1000);\n' }, code: 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 2\n  template:\n    spec:\n      containers:\n        - name: web\n          image: registry.example.com/web\n          command: [node, main.js]\n          ports:\n            - containerPort: 3000\n          readinessProbe:\n            httpGet: { path: /readyz, port: 3000 }\n          resources:\n            requests: { memory: 128Mi }\n---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata:\n  name: web\nspec:\n  minAvailable: 1\n' },
    ],
    blindSpots: [
      'Workloads whose image has none of the project\'s names are not judged; manifests in another repository are not seen.',
      'Helm functions other than default, quote, toYaml, if, with and comparisons are not worked out: what they decide is left open.',
      'Platforms other than Kubernetes are not looked at.',
    ],
    fix: { offers: 'In plain manifests: replaces Recreate by a rolling update where no volume is claimed, sets maxUnavailable to 0, asks whether the port takes connections where there is no readiness probe, and makes the grace period longer than the shutdown. How many instances there are, and what they need, is the decision of the team.' },
  },
  *project({ project, artifacts }) {
    for (const own of ownWorkloads(artifacts)) {
      const base = { rule: id, reach: 'request', confidence: own.from === 'file' ? 'high' : 'medium', fixes: [], trace: [], data: { workload: own.workload.name } } as const;
      const faults = rolloutFaults(project, artifacts, own);
      for (const fault of faults) {
        const { span, level, message, help } = fault;
        yield { ...base, span, outcome: 'fail', level, ...(level === 'info' && { covered: true }), message, help, fixes: mendRollout(artifacts, own, fault) };
      }
      if (!faults.some(({ level }) => level !== 'info')) yield { ...base, span: spanInWorkload(own, own.container.range), outcome: 'pass', strength: 'incomplete', message: `${own.workload.name} replaces its instances one by one` };
    }
  },
});
