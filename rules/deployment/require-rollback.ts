import { rollbackSigns } from '../../src/analysis/deployment/rollback.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'require-rollback';
const main = { 'main.js': 'setInterval(() => {}, 1000);\n' };
const deployment = (image: string, more = ''): string => `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n${more}  template:\n    spec:\n      containers:\n        - name: web\n          image: ${image}\n          command: [node, main.js]\n`;

export default defineRule({
  meta: {
    id,
    area: 'deployment',
    item: 'rollback',
    mode: 'A bad version stays: nothing leads back to the one before',
    summary: 'The version before can be deployed again, at once.',
    why: 'When a new version is broken, the fastest remedy is the old one. An image that is only called latest has none: what ran before has no name any more. A cluster that keeps no history has nothing to go back to, and a deploy that fails without going back leaves the service broken until a person comes.',
    how: 'Passes for commands of workflows and scripts that go back (kubectl rollout undo, helm rollback, helm upgrade --atomic, argocd, Heroku, Vercel, Kamal, Docker and others), jobs and workflows named after it, Argo Rollouts and Flagger with an analysis, the rollback of ECS and CodeDeploy in Terraform and CloudFormation, and `failure_action: rollback` of a swarm. A workload that runs a version with a name, and a workflow that deploys the version that a person chooses, count as a part. Fails where a workload of this project runs latest and nothing else names its version, where a command deploys latest, for `revisionHistoryLimit: 0`, and where the rollback of ECS or CodeDeploy is switched off. All else is unknown, and has to be attested.',
    coverage: { practice: 'ways back', sites: 'deploys' },
    level: 'info',
    scope: 'project',
    gate: [],
    examples: [
      { title: 'What ran before has no name', file: 'k8s/web.yaml', reports: [10], files: main, code: deployment('registry.example.com/web:latest') },
      { title: 'The cluster forgets earlier versions', file: 'k8s/web.yaml', reports: [6], files: main, code: deployment('registry.example.com/web:1.4.2', '  revisionHistoryLimit: 0\n') },
      { title: 'Each version has a name', file: 'k8s/web.yaml', reports: [], files: main, code: deployment('registry.example.com/web:1.4.2') },
      { title: 'A deploy that fails goes back', file: '.github/workflows/deploy.yml', reports: [], files: main, code: 'on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n      - run: helm upgrade --install web ./chart --atomic --set image.tag=${{ github.sha }}\n' },
    ],
    blindSpots: [
      'Whether somebody has tried, and whether the schema of the database still fits the version before, no code shows.',
      'Platforms that keep releases by themselves (Heroku, Fly, Vercel, Cloud Run) are only seen by the commands that use them.',
      'Images of compose files are not judged: who deploys them, and from where, is not seen.',
    ],
    fix: { none: 'How an earlier version is brought back is a part of how the service is deployed, not of its code.' },
  },
  *project({ artifacts }) {
    for (const sign of rollbackSigns(artifacts)) yield { rule: id, reach: 'unknown', confidence: 'medium', trace: [], fixes: [], data: {}, ...sign };
  },
});
