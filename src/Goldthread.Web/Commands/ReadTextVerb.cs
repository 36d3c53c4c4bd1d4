using System.CommandLine;
using System.Text;
using Goldthread.Domain.Library;
using Goldthread.Web.Site;

namespace Goldthread.Web.Commands;

/// <summary>Says what one file says. The board starts it for each file that is kept (<see cref="FileReading"/>); nobody types it.</summary>
internal static class ReadTextVerb
{
    /// <summary>How it is called.</summary>
    public const string Name = "read-text";

    public static Command Verb()
    {
        Argument<string> file = new("file") { Description = "The file" };
        Argument<string> kind = new("kind") { Description = "Its media type" };
        Command verb = new(Name, "Say what a file says; the board uses it for the search") { file, kind };
        verb.Hidden = true;
        verb.SetAction(parsed =>
        {
            using StreamWriter said = new(Console.OpenStandardOutput(), new UTF8Encoding(false));
            try
            {
                FileWords.Write(parsed.GetValue(file)!, parsed.GetValue(kind)!, said, StoredFile.MostText);
                return 0;
            }
#pragma warning disable CA1031 // whatever a hostile file makes a reader throw, the answer is the same: it can't be read further
            catch (Exception)
#pragma warning restore CA1031
            {
                return 1;
            }
        });
        return verb;
    }
}
