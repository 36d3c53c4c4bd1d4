using System.CommandLine;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Goldthread.Web.Commands;

/// <summary>The program's verbs. Exit codes: 0 well, 1 the tool found something, 2 bad usage or input.</summary>
public static class CommandLine
{
    internal static readonly Option<string> Data = new("--data") { Description = "Folder of the board: embedded database, files, keys; else what GOLDTHREAD_DATA says", Recursive = true, DefaultValueFactory = _ => Environment.GetEnvironmentVariable("GOLDTHREAD_DATA") is { Length: > 0 } folder ? folder : "data" };
    internal static readonly Option<string?> Database = new("--database") { Description = "Connection string of a PostgreSQL server; else what GOLDTHREAD_DATABASE says; without either the embedded database in the data folder", Recursive = true, DefaultValueFactory = _ => Environment.GetEnvironmentVariable("GOLDTHREAD_DATABASE") is { Length: > 0 } connection ? connection : null };

    /// <summary>Carries out one verb.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Goldthread: learning and improvement for safeguarding boards") { Data, Database };
        root.Subcommands.Add(Serve.Verb());
        root.Subcommands.Add(Demo.Verb());
        root.Subcommands.Add(Migrate.Verb());
        root.Subcommands.Add(Verify.Verb());
        root.Subcommands.Add(User.Verb());
        root.Subcommands.Add(ImportFiguresVerb.Verb());
        root.Subcommands.Add(StatsVerb.Verb());
        root.Subcommands.Add(BackupVerb.Verb());
        root.Subcommands.Add(RestoreVerb.Verb());
        root.Subcommands.Add(ExportVerb.Verb());
        root.Subcommands.Add(ImportVerb.Verb());
        root.Subcommands.Add(ReadTextVerb.Verb());
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync($"goldthread: {parsed.Errors[0].Message} Try --help.");
            return 2;
        }
        try
        {
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
        }
        catch (UsageException problem)
        {
            await Console.Error.WriteLineAsync($"goldthread: {problem.Message}");
            return 2;
        }
        catch (Storage.LastAdministratorException)
        {
            await Console.Error.WriteLineAsync("goldthread: nobody else could run the system: make somebody else an administrator first");
            return 2;
        }
        catch (Exception fault) when (Outside(fault) is { } told)
        {
            await Console.Error.WriteLineAsync($"goldthread: {told}");
            return 2;
        }
    }

    /// <summary>What lies outside the program and is mended by whoever runs it: a database that doesn't answer, a disk, a right. Null for all
    /// else, which is ours and is told whole.</summary>
    internal static string? Outside(Exception fault)
    {
        var cause = fault.GetBaseException();
        if (cause is PostgresException or SqliteException) return $"the database refused: {cause.Message.ReplaceLineEndings(" ")}";
        if (cause is SocketException or TimeoutException or NpgsqlException) return $"the database doesn't answer ({cause.Message}): see that it runs, and that --database names it";
        return cause is IOException or UnauthorizedAccessException ? cause.Message : null;
    }
}

/// <summary>Something about the call or its input that the person can mend; printed in one line, exit code 2.</summary>
public sealed class UsageException(string message) : Exception(message);
