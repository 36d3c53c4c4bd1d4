#:property RestorePackagesWithLockFile=false
#:property PublishAot=false

// Writes docs/proofs.md: which test class proves which code, read from the traits in the sources of the tests; and docs/asvs.md: every
// line of the standard by chapter, with the tests that carry its code, and those that none carries yet.
// Run from the root: dotnet run tools/proofs.cs
using System.Text.RegularExpressions;

var trait = new Regex("""Trait\("(feature|threat|asvs)",\s*"([^"]+)"\)""");
var proofs = new SortedDictionary<string, SortedDictionary<string, SortedSet<string>>>();
foreach (var file in Directory.EnumerateFiles("tests", "*Tests.cs", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles("tests", "*Journeys.cs", SearchOption.AllDirectories)))
{
    if (file.Contains("/obj/", StringComparison.Ordinal) || file.Contains("/bin/", StringComparison.Ordinal)) continue;
    foreach (Match match in trait.Matches(File.ReadAllText(file)))
    {
        var codes = proofs.TryGetValue(match.Groups[1].Value, out var known) ? known : proofs[match.Groups[1].Value] = [];
        var classes = codes.TryGetValue(match.Groups[2].Value, out var some) ? some : codes[match.Groups[2].Value] = [];
        classes.Add(Path.GetFileNameWithoutExtension(file));
    }
}
using var text = new StreamWriter(Path.Combine("docs", "proofs.md")) { NewLine = "\n" };
text.WriteLine("# What the tests prove\n\nMade by `dotnet run tools/proofs.cs` from the traits of the tests; never edited by hand.");
foreach (var (kind, heading) in new[] { ("feature", "Features"), ("threat", "Threats"), ("asvs", "Requirements of ASVS 5.0.0 (OWASP, CC BY-SA 4.0; ids only)") })
{
    var codes = proofs.GetValueOrDefault(kind) ?? [];
    text.WriteLine($"\n## {heading}: {codes.Count}\n\n| code | proved in |\n| --- | --- |");
    foreach (var (code, classes) in codes.OrderBy(c => Regex.Replace(c.Key, @"\d+", m => m.Value.PadLeft(4, '0')))) text.WriteLine($"| {code} | {string.Join(", ", classes)} |");
}

var chapters = new Dictionary<string, string>
{
    ["V1"] = "encoding and injection",
    ["V2"] = "validation and business rules",
    ["V3"] = "browser",
    ["V4"] = "interfaces",
    ["V5"] = "files",
    ["V6"] = "sign-in",
    ["V7"] = "sessions",
    ["V8"] = "access",
    ["V9"] = "self-contained tokens",
    ["V10"] = "identity providers",
    ["V11"] = "cryptography",
    ["V12"] = "transport",
    ["V13"] = "configuration",
    ["V14"] = "data protection",
    ["V15"] = "code and architecture",
    ["V16"] = "logging and errors",
    ["V17"] = "real-time media",
};
var proved = proofs.GetValueOrDefault("asvs") ?? [];
var lines = File.ReadLines(Path.Combine("tools", "asvs.txt")).Where(line => line.StartsWith('V')).Select(line => line.Split(' ')).Select(parts => (Id: parts[0], Applies: parts.Length == 1, Chapter: parts[0].Split('.')[0])).ToList();
using var standard = new StreamWriter(Path.Combine("docs", "asvs.md")) { NewLine = "\n" };
standard.WriteLine("""
    # The standard, line by line

    Made by `dotnet run tools/proofs.cs`; never edited by hand. Ids of the OWASP Application Security Verification Standard 5.0.0, levels 1 and 2
    (OWASP, CC BY-SA 4.0; ids only). A line is proved when a test carries its code; one without may hold all the same, but no test says so yet.

    | chapter | proved | not yet | does not apply |
    | --- | --- | --- | --- |
    """);
foreach (var chapter in lines.GroupBy(l => l.Chapter))
    standard.WriteLine($"| {chapter.Key} {chapters.GetValueOrDefault(chapter.Key)} | {chapter.Count(l => proved.ContainsKey(l.Id))} | {chapter.Count(l => l.Applies && !proved.ContainsKey(l.Id))} | {chapter.Count(l => !l.Applies)} |");
standard.WriteLine($"| all | {lines.Count(l => proved.ContainsKey(l.Id))} | {lines.Count(l => l.Applies && !proved.ContainsKey(l.Id))} | {lines.Count(l => !l.Applies)} |");
foreach (var chapter in lines.GroupBy(l => l.Chapter))
{
    standard.WriteLine($"\n## {chapter.Key} {chapters.GetValueOrDefault(chapter.Key)}\n");
    foreach (var line in chapter.Where(l => proved.ContainsKey(l.Id))) standard.WriteLine($"- {line.Id}: {string.Join(", ", proved[line.Id])}");
    var without = chapter.Where(l => l.Applies && !proved.ContainsKey(l.Id)).Select(l => l.Id).ToList();
    if (without.Count > 0) standard.WriteLine($"- Not yet: {string.Join(", ", without)}");
    var apart = chapter.Where(l => !l.Applies).Select(l => l.Id).ToList();
    if (apart.Count > 0) standard.WriteLine($"- Does not apply: {string.Join(", ", apart)}");
}
