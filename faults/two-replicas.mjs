/** Two processes of one connector, the leader killed in the middle of its run. */
export const TWO_REPLICAS = {
  fault: 'leader of two replicas is killed',
  async play(rig, seed) {
    const hit = 1 + Math.floor(seed * 4);
    const args = ['--wait', 'PT60S'];
    const leader = rig.launch({ args });
    await seen(leader, /"connector registered"/);
    const standBy = rig.launch({ args });
    await seen(standBy, /"standing by/);

    await new Promise(resolve => {
      rig.platform.after = ({ operation, count }) => {
        if (operation !== 'save' || count < hit) return false;
        rig.platform.after = () => false;
        rig.strike();
        leader.kill('SIGKILL');
        resolve();
        return true;
      };
      leader.ended.then(resolve);
    });
    await seen(standBy, /"taking over"/);
    await seen(standBy, /"run done"/);
    standBy.kill('SIGTERM');
    await standBy.ended;
  },
};

function seen(child, pattern) {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (pattern.test(child.output)) resolve();
    };
    child.stdout.on('data', look);
    child.ended.then(({ output }) => reject(new Error(`it ended without ${pattern}:\n${output}`)));
    look();
  });
}
