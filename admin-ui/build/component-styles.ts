import type { Plugin } from 'vite';

/**
 * `import { ElSelect } from 'element-plus'` brings that component's style along, and `import { Cell } from 'vant'` its:
 * a screen names what it uses once, and nobody loads the style of what no screen uses.
 */
const libraries: Record<string, (component: string) => string | null> = {
  'element-plus': (component) =>
    /^El[A-Z]/.test(component) ? `element-plus/es/components/${kebab(component.slice(2))}/style/css` : null,
  vant: (component) =>
    /^(show|close)[A-Z]/.test(component)
      ? `vant/es/${kebab(component.replace(/^(show|close)(Confirm|Success|Fail|Loading)?/, ''))}/style/index`
      : /^[A-Z]/.test(component)
        ? `vant/es/${kebab(component)}/style/index`
        : null,
};

const imports = /import\s*\{([^}]*)\}\s*from\s*["'](element-plus|vant)["']/g;

export function componentStyles(): Plugin {
  return {
    name: 'component-styles',
    enforce: 'post',
    transform(code, id) {
      if (id.includes('node_modules') || id.includes('type=style')) return null;
      const styles = [...code.matchAll(imports)].flatMap(([, names = '', library = '']) =>
        names
          .split(',')
          .map((name) => name.trim().split(/\s+as\s+/)[0] ?? '')
          .filter((name) => name !== '' && !name.startsWith('type '))
          .map((name) => libraries[library]!(name))
          .filter((style) => style !== null),
      );
      if (styles.length === 0) return null;
      const lines = [...new Set(styles)].map((style) => `import '${style}';`);
      return { code: `${code}\n${lines.join('\n')}`, map: null };
    },
  };
}

function kebab(name: string): string {
  return name.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}
