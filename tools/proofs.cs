#:property RestorePackagesWithLockFile=false
#:property PublishAot=false

// Writes docs/proofs.md: which test class proves which code, read from the traits in the sources of the tests.
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
