using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Xml.Linq;

namespace Goldthread.Web.Tests.Architecture;

/// <summary>What the product is built from: every package by its content, known holes stop the build, and nothing comes from
/// another site when a page is shown (which every browser journey watches).</summary>
[Trait("threat", "T26")]
public class SupplyChainTests
{
    [Fact]
    [Trait("asvs", "V15.2.1")]
    public void Every_project_is_locked_to_packages_by_their_content()
    {
        var projects = Directory.EnumerateFiles(Root(), "*.csproj", SearchOption.AllDirectories).Where(p => !p.Contains("/bin/", StringComparison.Ordinal) && !p.Contains("/obj/", StringComparison.Ordinal)).ToList();

        Assert.True(projects.Count >= 6, $"{projects.Count}");
        Assert.All(projects, project =>
        {
            using var locked = JsonDocument.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")));
            foreach (var target in locked.RootElement.GetProperty("dependencies").EnumerateObject())
                foreach (var package in target.Value.EnumerateObject().Where(p => p.Value.GetProperty("type").GetString() != "Project"))
                    Assert.True(package.Value.TryGetProperty("contentHash", out var hash) && hash.GetString()!.Length > 60, $"{project}: {package.Name}");
        });
    }

    [Fact]
    public void Versions_stand_in_one_file_and_warnings_of_known_holes_are_errors()
    {
        var central = XDocument.Load(Path.Combine(Root(), "Directory.Packages.props"));
        var build = XDocument.Load(Path.Combine(Root(), "Directory.Build.props"));

        Assert.All(central.Descendants("PackageVersion"), p => Assert.Matches(@"^[0-9]+(\.[0-9]+)+$", p.Attribute("Version")!.Value));
        Assert.Equal("true", build.Descendants("TreatWarningsAsErrors").Single().Value);
        Assert.Equal("all", build.Descendants("NuGetAuditMode").Single().Value);
        Assert.DoesNotContain(build.Descendants().Concat(central.Descendants()), e => e.Name.LocalName is "NoWarn" or "NuGetAuditSuppress" && e.Value.Contains("NU19", StringComparison.Ordinal));
    }

    [Fact]
    public void Files_of_the_site_name_no_other_site()
    {
        var vendor = Path.Combine(Root(), "src/Goldthread.Web/wwwroot");

        foreach (var file in Directory.EnumerateFiles(vendor, "*", SearchOption.AllDirectories).Where(f => f.EndsWith(".css", StringComparison.Ordinal)))
            Assert.DoesNotMatch(@"url\(\s*['""]?(https?:)?//", File.ReadAllText(file));
        foreach (var view in Directory.EnumerateFiles(Path.Combine(Root(), "src/Goldthread.Web/Features"), "*.cshtml", SearchOption.AllDirectories))
            Assert.DoesNotMatch(@"<(script|link|img|iframe)[^>]*(src|href)=""(https?:)?//", File.ReadAllText(view));
    }

    internal static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));
}
