import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

const root = join(__dirname, '..', '..');
const fixtures = readdirSync(__dirname)
  .filter(name => name.startsWith('stix-') && name.endsWith('.fixture.ts'))
  .map(name => join(__dirname, name));

describe('types of octiflow/stix', () => {
  const problems = problemsIn(fixtures);

  it.each(fixtures.map(file => [relative(__dirname, file), file]))(
    'accept and refuse what %s says',
    (_name, file) => {
      expect(problems.filter(problem => problem.file === file)).toEqual([]);
    },
  );
});

interface Problem {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

function problemsIn(files: readonly string[]): Problem[] {
  const program = ts.createProgram(files, compilerOptions());

  return files
    .map(file => program.getSourceFile(file))
    .flatMap(source => (source ? ts.getPreEmitDiagnostics(program, source) : []))
    .map(asProblem);
}

function compilerOptions(): ts.CompilerOptions {
  const path = join(root, 'tsconfig.check.json');
  const { config } = ts.readConfigFile(path, name => ts.sys.readFile(name)) as { config: object };
  // Only the fixtures are compiled, not all that the configuration includes.
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, root);

  return { ...options, types: ['node'], noEmit: true };
}

function asProblem({ file, start, messageText }: ts.Diagnostic): Problem {
  return {
    file: file?.fileName ?? '',
    line: file ? file.getLineAndCharacterOfPosition(start ?? 0).line + 1 : 0,
    message: ts.flattenDiagnosticMessageText(messageText, '\n'),
  };
}
