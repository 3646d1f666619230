import { canarySigns } from '../../src/analysis/deployment/canary.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'require-canary';
const main = { 'main.js': 'setInterval(() => {}, 1000);\n' };
const rollout = (canary: string): string => `apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata:\n  name: shop\nspec:\n  strategy:\n    canary:${canary}\n`;

export default defineRule({
  meta: {
    id,
    area: 'deployment',
    item: 'canary',
    mode: 'A bad version reaches every user at once',
    summary: 'A new version gets a part of the requests before it gets all of them.',
    why: 'What only shows under real load shows on all users when a version goes out at once. A canary shows it on a few percent, and goes back. One that has no steps, or does not wait between them, is a deploy to everybody under another name.',
    how: 'Passes for Argo Rollouts with steps that wait, Flagger with an analysis, canary annotations of ingress-nginx, splits by weight of Istio, the Gateway API and Traefik, traffic shifts of CodeDeploy (CloudFormation, SAM, serverless.yml, Terraform), and Cloud Run\'s split by a command. Fails where one of them is set up and tries nothing on a few: no steps, all requests in the first one, no wait between them, an analysis that is skipped, an ingress that is a canary for no requests, `AllAtOnce`. Where none is seen it is unknown: platforms do it by themselves, and it has to be attested.',
    coverage: { practice: 'canaries', sites: 'rollouts' },
    level: 'info',
    scope: 'project',
    gate: [],
    examples: [
      { title: 'No steps', file: 'k8s/shop.yaml', reports: [4], files: main, code: rollout(' {}') },
      { title: 'No wait', file: 'k8s/shop.yaml', reports: [4], files: main, code: rollout('\n      steps:\n        - setWeight: 10\n        - setWeight: 50') },
      { title: 'Ten percent for ten minutes', file: 'k8s/shop.yaml', reports: [], files: main, code: rollout('\n      steps:\n        - setWeight: 10\n        - pause: { duration: 10m }') },
      { title: 'Lambda, by CodeDeploy', file: 'template.yaml', reports: [], files: main, code: "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  Orders:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: main.handler\n      DeploymentPreference:\n        Type: Canary10Percent5Minutes\n" },
    ],
    blindSpots: [
      'What a platform or a pipeline outside of the repository does is not seen.',
      'Whether what a canary is judged by shows the faults that matter is not asked.',
      'Blue and green, where all requests move at once, is no canary and no fault.',
    ],
    fix: { none: 'How a new version is given to a part of the users is a part of the platform.' },
  },
  *project({ artifacts }) {
    for (const sign of canarySigns(artifacts)) yield { rule: id, reach: 'unknown', confidence: 'high', trace: [], fixes: [], data: {}, ...sign };
  },
});
