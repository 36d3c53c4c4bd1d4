using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Goldthread.Web.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CorrectDecisions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "CorrectedBy",
                table: "decisions",
                type: "TEXT",
                maxLength: 120,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "CorrectedOn",
                table: "decisions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "MadeOn",
                table: "decisions",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateOnly(1, 1, 1));

            migrationBuilder.AddColumn<string>(
                name: "WithdrawnBecause",
                table: "decisions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "WithdrawnBy",
                table: "decisions",
                type: "TEXT",
                maxLength: 120,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "WithdrawnOn",
                table: "decisions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.Sql("""update decisions set "MadeOn" = (select m."HeldOn" from meetings m where m."Id" = decisions."MeetingId")""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "CorrectedBy",
                table: "decisions");

            migrationBuilder.DropColumn(
                name: "CorrectedOn",
                table: "decisions");

            migrationBuilder.DropColumn(
                name: "MadeOn",
                table: "decisions");

            migrationBuilder.DropColumn(
                name: "WithdrawnBecause",
                table: "decisions");

            migrationBuilder.DropColumn(
                name: "WithdrawnBy",
                table: "decisions");

            migrationBuilder.DropColumn(
                name: "WithdrawnOn",
                table: "decisions");
        }
    }
}
