using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Goldthread.Domain;
using Goldthread.Web.Features.Admin.TakeOut;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;

namespace Goldthread.Web.Tests.Architecture;

/// <summary>What reads text as more than text: commands, patterns, formulas, markup, types by their name, addresses to call. The product has few
/// places of each, or none; a new one fails here until somebody says why.</summary>
public class InterpreterTests
{
    private static readonly Assembly[] ours = [typeof(Record).Assembly, typeof(BoardDb).Assembly];

    [Fact]
    [Trait("asvs", "V1.2.5")]
    public void One_place_starts_a_program_without_a_shell_and_with_a_list_of_arguments()
    {
        Assert.Equal([typeof(FileReading).FullName], Callers(m => m.DeclaringType == typeof(System.Diagnostics.ProcessStartInfo) || (m.DeclaringType == typeof(System.Diagnostics.Process) && m.Name == "Start")));
        Assert.Empty(Callers(m => m.DeclaringType == typeof(System.Diagnostics.ProcessStartInfo) && m.Name is "set_Arguments" or "set_UseShellExecute" or "set_Verb"));
        // What it is given is the place of a file, which is made of its hash alone, and its kind: FileStoreTests.
    }

    [Fact]
    [Trait("asvs", "V1.2.9")]
    public void No_pattern_is_made_of_what_somebody_typed_and_none_runs_for_long()
    {
        // All are written in the program and compiled with it, but for the one that takes a typed text out, where each sign stands for itself.
        Assert.Equal([typeof(TextPattern).FullName], Callers(m => m.DeclaringType == typeof(Regex) && ((m.IsConstructor && m.GetParameters().Length > 0) || (m.IsStatic && m.Name is "IsMatch" or "Match" or "Matches" or "Replace" or "Split" or "Count" or "EnumerateMatches"))));
        Assert.Equal("[taken out] aab xx", new TextPattern(@"(a+)+b*.$\d|", insideWords: true).TakeOutOf(@"(a+)+b*.$\d| aab xx"));
        Assert.Equal(TimeSpan.FromSeconds(1), AppContext.GetData("REGEX_DEFAULT_MATCH_TIMEOUT"));
    }

    [Fact]
    [Trait("asvs", "V1.3.2"), Trait("asvs", "V1.5.2")]
    public void Nothing_that_comes_in_is_run_nor_names_the_type_it_becomes()
    {
        string[] runs = ["Microsoft.CodeAnalysis", "System.Linq.Dynamic", "Jint", "System.Runtime.Serialization.Formatters", "Newtonsoft.Json", "YamlDotNet"];
        Assert.DoesNotContain(ours.SelectMany(a => a.GetReferencedAssemblies()), name => runs.Any(r => name.Name!.StartsWith(r, StringComparison.Ordinal)));
        string[] types = ["BinaryFormatter", "NetDataContractSerializer", "LosFormatter", "SoapFormatter", "ObjectStateFormatter", "XmlSerializer", "DataContractSerializer", "DynamicMethod", "AssemblyBuilder", "XslCompiledTransform", "DataTable", "JsonPolymorphicAttribute", "JsonDerivedTypeAttribute"];
        Assert.Empty(Callers(m => types.Contains(m.DeclaringType?.Name)));
        Assert.Empty(Callers(m => (m.DeclaringType == typeof(Type) && m.Name == nameof(Type.GetType) && m.IsStatic) || (m.DeclaringType == typeof(Assembly) && m.Name.StartsWith("Load", StringComparison.Ordinal))
            || (m.DeclaringType == typeof(Activator) && m.GetParameters().FirstOrDefault()?.ParameterType == typeof(string))));
        Assert.All(ours.SelectMany(a => a.GetTypes()), type => Assert.DoesNotContain(type.GetCustomAttributesData(), a => types.Contains(a.AttributeType.Name)));
        foreach (var script in Directory.EnumerateFiles(Path.Combine(SupplyChainTests.Root(), "src/Goldthread.Web/assets"), "*.ts")) Assert.DoesNotMatch(@"\beval\(|new Function\(|set(Timeout|Interval)\(\s*[`'""]", File.ReadAllText(script));
    }

    [Fact]
    [Trait("asvs", "V1.3.1"), Trait("asvs", "V1.3.5"), Trait("asvs", "V1.3.7")]
    public void Nothing_reads_markup_styles_or_templates_that_somebody_typed()
    {
        // There is no rich text: what is typed is shown as text (PlainTextTests, HostileTextJourneys). Whoever brings one of these brings its sanitiser.
        string[] readers = ["Markdig", "CommonMark", "Ganss", "HtmlAgilityPack", "AngleSharp", "Scriban", "Fluid", "Handlebars", "DotLiquid", "RazorLight", "Stubble"];
        var packages = XDocument.Load(Path.Combine(SupplyChainTests.Root(), "src/Goldthread.Web/Goldthread.Web.csproj")).Descendants("PackageReference").Select(p => p.Attribute("Include")!.Value).ToList();

        Assert.NotEmpty(packages);
        Assert.DoesNotContain(packages.Concat(ours.SelectMany(a => a.GetReferencedAssemblies()).Select(a => a.Name!)), name => readers.Any(r => name.StartsWith(r, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    [Trait("asvs", "V1.3.6"), Trait("threat", "T19")]
    public void Only_addresses_that_whoever_runs_it_has_set_are_called()
    {
        // The mail server, the virus scanner, identity providers; a link that somebody shelves is followed by nobody here.
        string[] callers = ["System.Net.Http.HttpClient", "System.Net.Http.SocketsHttpHandler", "System.Net.Http.HttpClientHandler", "System.Net.Sockets.Socket", "System.Net.Sockets.TcpClient", "System.Net.Sockets.UdpClient", "MailKit.Net.Smtp.SmtpClient"];
        Assert.Equal([typeof(Goldthread.Web.Features.Admin.Outbox.SmtpCarrier).FullName, typeof(FileScanner).FullName, typeof(IdentityProviders).FullName],
            Callers(m => m.IsConstructor && callers.Contains(m.DeclaringType?.FullName)).Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("asvs", "V1.3.10"), Trait("asvs", "V1.4.1"), Trait("asvs", "V1.4.2"), Trait("asvs", "V1.4.3")]
    public void The_build_itself_refuses_unsafe_code_totals_that_do_not_fit_and_logs_that_are_put_together()
    {
        var settings = File.ReadAllText(Path.Combine(SupplyChainTests.Root(), ".editorconfig"));
        var projects = Directory.EnumerateFiles(SupplyChainTests.Root(), "*.csproj", SearchOption.AllDirectories).Append(Path.Combine(SupplyChainTests.Root(), "Directory.Build.props")).Where(p => !p.Contains("/obj/", StringComparison.Ordinal)).ToDictionary(p => Path.GetFileName(p), File.ReadAllText);

        Assert.All(projects.Values, text => Assert.DoesNotContain("AllowUnsafeBlocks", text, StringComparison.Ordinal));
        Assert.All(ours, assembly => Assert.DoesNotContain(assembly.GetModules().SelectMany(m => m.GetCustomAttributesData()), a => a.AttributeType.Name == "UnverifiableCodeAttribute"));
        foreach (var rule in new[] { "CA2254", "CA1001" }) Assert.Contains($"dotnet_diagnostic.{rule}.severity = error", settings, StringComparison.Ordinal);
        Assert.Contains("<CheckForOverflowUnderflow>true", projects["Goldthread.Domain.csproj"], StringComparison.Ordinal);
    }

    private static IEnumerable<string> Callers(Func<MethodBase, bool> isCalled) => ours.SelectMany(assembly => ArchitectureTests.Callers(assembly, isCalled)).Where(caller => !caller.StartsWith("System.Text.RegularExpressions.Generated", StringComparison.Ordinal)).Distinct();
}
